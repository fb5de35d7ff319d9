import type { Clock } from '../host/clock.js';
import { MACHINE } from './config.js';

/**
 * Remembers which mounts do not answer, so that a job pays for a dead mount once and not at every file. After a
 * pause one operation may try; an answer of the mount admits all others again, and so does the end of a second pause in
 * which nobody tried: a silence of long ago says nothing.
 */
export class MountBreaker {
  readonly #clock: Clock;
  /** Of the mounts that do not answer. */
  readonly #nextTryAtMs = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether an operation may go to that mount now. A yes after a pause is given to one operation per pause. */
  admits(mount: string): boolean {
    const nextTryAtMs = this.#nextTryAtMs.get(mount);
    if (nextTryAtMs === undefined) return true;
    const nowMs = this.#clock.now();
    if (nowMs < nextTryAtMs) return false;
    if (nowMs >= nextTryAtMs + MACHINE.mountPauseMs) {
      this.answered(mount);
      return true;
    }
    this.silent(mount);
    return true;
  }

  /** Whether it has answered whatever it was asked last, so that nothing has to be tried first. */
  trusts(mount: string): boolean {
    return !this.#nextTryAtMs.has(mount);
  }

  /** It did not answer in time. */
  silent(mount: string): void {
    this.#nextTryAtMs.set(mount, this.#clock.now() + MACHINE.mountPauseMs);
  }

  /** It answered, be it with an error, be it late. */
  answered(mount: string): void {
    this.#nextTryAtMs.delete(mount);
  }
}
