import type { Surroundings } from '../harness/engines/virtual/surroundings.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Recording } from '../script/plan.js';

/** One run of the fuzzer: all that happens in it follows from this. */
export interface FuzzCase {
  /** Seeds names and chunk boundaries. */
  readonly seed: number;
  readonly scenario: Scenario;
  readonly surroundings: Surroundings;
}

/** Jobs whose names begin so are the test of what is left after the storm: nothing befalls them. */
export const CALM_PREFIX = 'calm-';

export function isCalm({ id }: { readonly id: string }): boolean {
  return id.startsWith(CALM_PREFIX);
}

/** A short one: how long a recording plays matters little, and measuring a long one takes its time. */
export const HEALTHY_RECORDING: Recording = {
  sizeBytes: 1e7,
  durationMs: 60_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
};
