import { closeSync, openSync, readSync } from 'node:fs';
import { LineSplitter } from '../../../base/line-splitter.js';
import type { FakeEvent } from '../../../script/fake-event.js';

const CHUNK_BYTES = 64 * 1024;
const MAX_LINE_BYTES = 256 * 1024;

/** Reads what the fakes append to their common log, as it grows. */
export class EventsTail {
  readonly #path: string;
  readonly #splitter: LineSplitter;
  readonly #buffer = new Uint8Array(CHUNK_BYTES);
  #fd: number | undefined;

  constructor(path: string, onEvent: (event: FakeEvent) => void) {
    this.#path = path;
    this.#splitter = new LineSplitter(MAX_LINE_BYTES, (line) => {
      const event = parse(line);
      if (event !== undefined) onEvent(event);
    });
  }

  /** Delivers every event that was written since the last look. */
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

/** A fake that is killed while it writes leaves half a line. */
function parse(line: string): FakeEvent | undefined {
  try {
    const event = JSON.parse(line) as Partial<FakeEvent>;
    return typeof event.atMs === 'number' && typeof event.job === 'string' ? (event as FakeEvent) : undefined;
  } catch {
    return undefined;
  }
}
