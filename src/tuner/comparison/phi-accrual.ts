import { normalCdf } from '../../statistics/distributions.js';

/** How many intervals the estimate rests on; the paper's experiments use 1000. */
const WINDOW = 200;

const LEAST_INTERVALS = 5;

/** Arrivals more regular than this are the scheduler's doing; implementations of the detector set the same bound. */
const LEAST_DEVIATION_MS = 100;

/** What intervals between arrivals are like. */
export interface Rhythm {
  readonly meanMs: number;
  readonly deviationMs: number;
}

/**
 * The phi accrual failure detector (Hayashibara, Defago, Yared and Katayama, SRDS 2004): the latest intervals between
 * arrivals are taken for normally distributed, and `phi = -log10(P(an interval is longer than the present silence))`.
 */
export class PhiAccrual {
  readonly #intervals = new Float64Array(WINDOW);
  #count = 0;
  #sumMs = 0;
  #squares = 0;

  /** Undefined while too few intervals were seen. */
  get rhythm(): Rhythm | undefined {
    if (this.#count < LEAST_INTERVALS) return undefined;
    return { meanMs: this.#meanMs(), deviationMs: this.#deviationMs() };
  }

  /** How many standard deviations a silence is longer than usual; 0 while nobody can tell. Phi is an increasing function of it. */
  deviations(silenceMs: number): number {
    return this.#count < LEAST_INTERVALS ? 0 : (silenceMs - this.#meanMs()) / this.#deviationMs();
  }

  arrived(intervalMs: number): void {
    const slot = this.#count % WINDOW;
    if (this.#count >= WINDOW) {
      const oldMs = this.#intervals[slot] ?? 0;
      this.#sumMs -= oldMs;
      this.#squares -= oldMs ** 2;
    }
    this.#intervals[slot] = intervalMs;
    this.#sumMs += intervalMs;
    this.#squares += intervalMs ** 2;
    this.#count++;
  }

  #meanMs(): number {
    return this.#sumMs / Math.min(this.#count, WINDOW);
  }

  #deviationMs(): number {
    const variance = this.#squares / Math.min(this.#count, WINDOW) - this.#meanMs() ** 2;
    return Math.max(LEAST_DEVIATION_MS, Math.sqrt(Math.max(0, variance)));
  }
}

/** Beyond this, the tail of the normal distribution is smaller than what doubles tell from 0. */
const ASYMPTOTIC = 6;

/** Phi of so many deviations; far out by the leading term of the tail, `exp(-z^2 / 2) / (z sqrt(2 pi))`. */
export function phiOf(z: number): number {
  if (z < ASYMPTOTIC) return Math.max(0, -Math.log10(1 - normalCdf(z)));
  return (z ** 2 / 2 + Math.log(z * Math.sqrt(2 * Math.PI))) / Math.LN10;
}
