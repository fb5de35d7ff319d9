import type { ReadProgress } from './progress-reader.js';

/** What a program that reads `-progress` line by line usually does: keys and values into an object. */
export class BlockLines {
  #values: Record<string, string> = {};
  #updates = 0;
  #lastOutTimeS = 0;

  take(line: string): void {
    const at = line.indexOf('=');
    if (at < 0) return;
    const key = line.slice(0, at);
    this.#values[key] = line.slice(at + 1).trim();
    if (key !== 'progress') return;
    const snapshot = {
      frame: Number(this.#values.frame),
      totalSizeBytes: Number(this.#values.total_size),
      outTimeUs: Number(this.#values.out_time_us),
      speed: Number.parseFloat(this.#values.speed ?? ''),
    };
    this.#updates++;
    this.#lastOutTimeS = snapshot.outTimeUs / 1e6;
    this.#values = {};
  }

  get result(): ReadProgress {
    return { updates: this.#updates, lastOutTimeS: this.#lastOutTimeS };
  }
}
