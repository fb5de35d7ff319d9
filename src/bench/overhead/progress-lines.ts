import { assert } from '../../base/assert.js';

/** Follows `-progress` line by line, as somebody does who wants to show how far ffmpeg is. */
export class ProgressLines {
  #outTimeUs = 0;
  #updates = 0;

  take(line: string): void {
    const [key, value = ''] = line.split('=');
    if (key === 'out_time_us') this.#outTimeUs = Number(value);
    if (key === 'progress') this.#updates++;
  }

  /** Whoever has seen nothing has saved work that the others did. */
  check(): void {
    assert(this.#updates > 0 && this.#outTimeUs > 0, 'no progress was seen');
  }
}
