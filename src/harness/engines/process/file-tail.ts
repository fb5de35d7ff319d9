import { closeSync, openSync, readSync } from 'node:fs';
import { LineSplitter } from '../../../base/line-splitter.js';

const CHUNK_BYTES = 64 * 1024;
const MAX_LINE_BYTES = 256 * 1024;

/** Reads the lines of a file that others append to, as it grows. The file may come to be later. */
export class FileTail {
  readonly #path: string;
  readonly #splitter: LineSplitter;
  readonly #buffer = new Uint8Array(CHUNK_BYTES);
  #fd: number | undefined;

  constructor(path: string, onLine: (line: string) => void) {
    this.#path = path;
    this.#splitter = new LineSplitter(MAX_LINE_BYTES, onLine);
  }

  /** Delivers every line that was written since the last look. */
  look(): void {
    this.#fd ??= open(this.#path);
    if (this.#fd === undefined) return;
    for (;;) {
      const count = readSync(this.#fd, this.#buffer);
      if (count === 0) return;
      this.#splitter.push(this.#buffer.subarray(0, count));
    }
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd);
    this.#fd = undefined;
  }
}

function open(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
