import type { Surroundings } from '../harness/engines/virtual/surroundings.js';
import type { Scenario } from '../scenario/scenario.js';

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
