import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FakePlan } from '../../script/plan.js';
import { step } from '../../script/vocabulary.js';
import { RELEASE } from './settings.js';
import type { StallStage } from './stall-stage.js';

const RECORDING = {
  sizeBytes: 1_000_000_000,
  durationMs: 3_600_000,
  video: 'h264',
  pixelFormat: 'yuv420p',
};

/** What the fakes of one round do: two advances, like the real ones, and then nothing. */
export function writeFakePlan(file: string, stages: readonly StallStage[]): void {
  const folder = join(dirname(file), 'fakes');
  mkdirSync(join(folder, 'claims'), { recursive: true });
  const plan: FakePlan = {
    version: 1,
    speed: 1,
    folder,
    jobs: stages.map(({ job: { id, input, output } }) => ({
      id,
      input,
      output,
      tether: join(dirname(output), 'tether'),
      recording: RECORDING,
      ffmpeg: { default: [step('progress', { blocks: RELEASE.advances }), step('hang')] },
    })),
  };
  writeFileSync(file, JSON.stringify(plan));
}
