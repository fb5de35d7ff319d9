import { ProgressParser } from '../../ffmpeg/progress-parser.js';
import { monotonicMs } from '../../node/clock.js';
import { advance, NO_ADVANCE } from '../../watchdog/advance.js';

/**
 * Dates each advance by the arrival of the bytes that tell of it, before anybody has looked at them. What counts as
 * an advance is the same for every system.
 */
export class Advances {
  readonly #onAdvance: (atMs: number) => void;
  readonly #parser: ProgressParser;
  #maxima = NO_ADVANCE;
  #arrivedMs = 0;

  constructor(onAdvance: (atMs: number) => void) {
    this.#onAdvance = onAdvance;
    this.#parser = new ProgressParser((snapshot) => {
      const maxima = advance(this.#maxima, snapshot);
      if (maxima === undefined) return;
      this.#maxima = maxima;
      this.#onAdvance(this.#arrivedMs);
    });
  }

  push(bytes: Uint8Array): void {
    this.#arrivedMs = monotonicMs();
    this.#parser.push(bytes);
  }
}
