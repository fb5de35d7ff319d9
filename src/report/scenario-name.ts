import type { ScenarioResult } from '../harness/result.js';

/** A scenario's id, and the release of ffmpeg where a real one played it: `5.1.9`, `N-47683`. */
export function scenarioName({ scenario, ffmpeg }: Pick<ScenarioResult, 'scenario' | 'ffmpeg'>): string {
  if (ffmpeg === undefined) return scenario;
  // What distributions and builders add makes no two of them different here.
  const release = /^(?:n?\d+(?:\.\d+)+|N-\d+)/.exec(ffmpeg)?.[0] ?? ffmpeg;
  return `${scenario} (ffmpeg ${release})`;
}
