import { existsSync } from 'node:fs';
import { monotonicMs } from '../node/clock.js';

const LIFE_MS = 10 * 60_000;
const CHECK_EVERY_MS = 2000;
const BLOWN_CODE = 86;

/**
 * Ends a fake that everybody has forgotten: after ten minutes, or when the folder of its run is gone. No
 * scenario is that long, so no verdict depends on it.
 */
export class Fuse {
  readonly #folder: string;
  readonly #bornMs = monotonicMs();
  #checkedMs = this.#bornMs;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** To be called now and then; cheap. */
  check(): void {
    const nowMs = monotonicMs();
    if (nowMs - this.#checkedMs < CHECK_EVERY_MS) return;
    this.#checkedMs = nowMs;
    if (nowMs - this.#bornMs > LIFE_MS || !existsSync(this.#folder)) process.exit(BLOWN_CODE);
  }

  get checkEveryMs(): number {
    return CHECK_EVERY_MS;
  }
}
