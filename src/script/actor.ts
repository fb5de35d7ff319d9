import type { Op } from './op.js';

/** A world in which a script is played: real processes, or simulated time. */
export interface Actor {
  /**
   * Performs one operation.
   * @returns true when it is done, false when `resume` will be called once later; never both.
   */
  perform(op: Op, resume: () => void): boolean;
}
