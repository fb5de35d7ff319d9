import type { Step } from '../script/step.js';
import type { FuzzCase } from './fuzz-case.js';

/** The steps of all scripts of a case, those of descendants included. */
export function countSteps({ scenario }: FuzzCase): number {
  return scenario.jobs
    .flatMap(({ ffmpeg, ffprobe = [], ffprobeOutput = [] }) => [
      ...Object.values(ffmpeg),
      ffprobe,
      ffprobeOutput,
    ])
    .reduce((sum, steps) => sum + countIn(steps), 0);
}

function countIn(steps: readonly Step[]): number {
  return steps.reduce((sum, { config }) => sum + 1 + countIn((config.steps ?? []) as readonly Step[]), 0);
}
