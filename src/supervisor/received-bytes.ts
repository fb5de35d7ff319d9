import type { Clock } from '../host/clock.js';

/**
 * Counts what a tree has written to its supervisor, and remembers how far that had come a moment ago: in two figures,
 * however much is received.
 */
export class ReceivedBytes {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #spanMs: number;
  #total = 0;
  #markedAtMs = Number.NEGATIVE_INFINITY;
  #atMark = 0;
  /** What had come a span before the mark. */
  #beforeMark = 0;

  /** @param spanMs how long ago a moment ago is, at least */
  constructor(clock: Pick<Clock, 'now'>, spanMs: number) {
    this.#clock = clock;
    this.#spanMs = spanMs;
  }

  get total(): number {
    return this.#total;
  }

  add(bytes: number): void {
    const nowMs = this.#clock.now();
    if (nowMs - this.#markedAtMs >= this.#spanMs) {
      this.#beforeMark = this.aMomentAgo();
      this.#atMark = this.#total;
      this.#markedAtMs = nowMs;
    }
    this.#total += bytes;
  }

  /** What had come a span ago; of what came within three spans, some may be missing. */
  aMomentAgo(): number {
    const agoMs = this.#clock.now() - this.#markedAtMs;
    // Whatever comes a span after the mark sets a new one.
    if (agoMs >= 2 * this.#spanMs) return this.#total;
    return agoMs >= this.#spanMs ? this.#atMark : this.#beforeMark;
  }
}
