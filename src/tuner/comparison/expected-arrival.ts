/** How many arrivals the estimate rests on: the paper's 1000 are sent at a fixed rate, progress blocks are not. */
const WINDOW = 100;

/** With fewer arrivals there is nothing to expect. */
const LEAST_ARRIVALS = 5;

/**
 * The failure detector of Chen, Toueg and Aguilera (On the Quality of Service of Failure Detectors, IEEE Transactions on
 * Computers 51, 2002; NFD-E): the next arrival is expected at `EA = mean of (A_i - eta i) + (k + 1) eta` over the latest
 * arrivals, and suspected `alpha` after that. Advances stand for heartbeats, and their mean distance for `eta`.
 */
export class ExpectedArrival {
  readonly #arrivals = new Float64Array(WINDOW);
  #count = 0;
  #sumMs = 0;

  /** When the next arrival is expected; undefined while too few have come. */
  get nextMs(): number | undefined {
    if (this.#count < LEAST_ARRIVALS) return undefined;
    const n = Math.min(this.#count, WINDOW);
    const newestMs = this.#at(this.#count - 1);
    const etaMs = (newestMs - this.#at(this.#count - n)) / (n - 1);
    return this.#sumMs / n + (etaMs * (n + 1)) / 2;
  }

  arrived(atMs: number): void {
    const slot = this.#count % WINDOW;
    if (this.#count >= WINDOW) this.#sumMs -= this.#arrivals[slot] ?? 0;
    this.#arrivals[slot] = atMs;
    this.#sumMs += atMs;
    this.#count++;
  }

  #at(index: number): number {
    return this.#arrivals[index % WINDOW] ?? 0;
  }
}
