import type { Clock } from '../host/clock.js';

/** Timers count in whole milliseconds: with less than one left, nothing can be begun. */
const LEAST_MS = 1;

/** The total time of a job, for all its probes and attempts together. */
export class TimeBudget {
  readonly #clock: Clock;
  #endsAtMs: number;

  /** @param totalMs from now on; may be infinite */
  constructor(clock: Clock, totalMs: number) {
    this.#clock = clock;
    this.#endsAtMs = clock.now() + totalMs;
  }

  /** When it is used up, on the clock. */
  get endsAtMs(): number {
    return this.#endsAtMs;
  }

  get leftMs(): number {
    return Math.max(0, this.#endsAtMs - this.#clock.now());
  }

  get usedUp(): boolean {
    return this.leftMs < LEAST_MS;
  }

  /** This process slept: the job cannot have used that time. */
  giveBack(sleptMs: number): void {
    this.#endsAtMs += sleptMs;
  }
}
