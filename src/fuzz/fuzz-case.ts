import type { Surroundings } from '../harness/engines/virtual/surroundings.js';
import type { Scenario } from '../scenario/scenario.js';

/** One run of the fuzzer: all that happens in it follows from this. */
export interface FuzzCase {
  /** Seeds names and chunk boundaries. */
  readonly seed: number;
  readonly scenario: Scenario;
  readonly surroundings: Surroundings;
  /** The first job after the storm is for the output of the storm's first job: nothing that was left there may stop it. */
  readonly revisits: boolean;
}
