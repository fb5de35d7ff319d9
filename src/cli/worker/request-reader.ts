import type { Readable } from 'node:stream';
import { LineSplitter } from '../../base/line-splitter.js';

/** A request is a few paths; what is longer is something else. */
export const MAX_REQUEST_BYTES = 65_536;

/** Called for each line that is not empty; `number` counts these from 1. */
export type OnLine = (line: string, number: number, truncated: boolean) => void;

/** Reads lines no faster than they are worked off, and no line without end. */
export class RequestReader {
  readonly #stdin: Readable;
  readonly #splitter: LineSplitter;
  #lines = 0;

  constructor(stdin: Readable, onLine: OnLine) {
    this.#stdin = stdin;
    this.#splitter = new LineSplitter(MAX_REQUEST_BYTES, (line, truncated) => {
      this.#lines += 1;
      onLine(line, this.#lines, truncated);
    });
  }

  /**
   * Reads to the end, or until `stop` aborts.
   * @param ready awaited before each chunk: while it is pending nothing is read, and the sender has to wait
   */
  async read(stop: AbortSignal, ready: () => Promise<void>): Promise<void> {
    const giveUp = (): void => {
      this.#stdin.destroy();
    };
    stop.addEventListener('abort', giveUp, { once: true });
    if (stop.aborted) giveUp();
    try {
      for await (const chunk of this.#stdin) {
        this.#splitter.push(typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array));
        await ready();
        if (stop.aborted) return;
      }
      this.#splitter.end();
    } catch (error) {
      // Destroying a stream under its reader makes the reader throw; any other error is an end of input too
      // early to be trusted.
      if (!stop.aborted) throw error;
    } finally {
      stop.removeEventListener('abort', giveUp);
    }
  }
}
