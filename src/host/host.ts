import type { Random } from '../base/random.js';
import type { Clock } from './clock.js';
import type { Files } from './files.js';
import type { Processes } from './processes.js';

/**
 * All that the supervisor knows of the world. Two implementations exist, one on the operating system and one
 * in simulated time, and the supervisor cannot tell which it runs on.
 */
export interface Host {
  readonly clock: Clock;
  readonly processes: Processes;
  readonly files: Files;
  /** For names only; seeded in simulation. */
  readonly random: Random;
}
