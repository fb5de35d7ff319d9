import { readHeader } from './header-schema.js';
import type { TraceHeader, TraceRecord } from './trace.js';
import { parse, readRecord } from './trace-line.js';
import { TraceLines } from './trace-lines.js';

/** Longer than any line that a recorder writes: its texts are bounded. */
const MAX_LINE_BYTES = 256 * 1024;

/** Hears the traces of a file, one after another. */
export interface TraceListener {
  begin(header: TraceHeader): void;
  record(record: TraceRecord): void;
  /** @param whole false when the recorder was cut off before the exit: what came then is not known */
  finish(whole: boolean): void;
  /** What has been heard of this trace is to be forgotten; the rest of it is passed over. */
  damaged(damage: TraceDamage): void;
}

export interface TraceDamage {
  /** From 1. */
  readonly line: number;
  readonly why: string;
}

/** Reads a file of traces as it comes; memory does not grow with it. */
export class TraceReader {
  readonly #listener: TraceListener;
  readonly #lines: TraceLines;
  #line = 0;
  #state: 'outside' | 'inside' | 'skipping' = 'outside';

  constructor(listener: TraceListener) {
    this.#listener = listener;
    this.#lines = new TraceLines(MAX_LINE_BYTES, (line, truncated) => this.#take(line, truncated));
  }

  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  end(): void {
    this.#lines.end();
    if (this.#state === 'inside') this.#listener.finish(false);
    else if (this.#line === 0) this.#listener.damaged({ line: 1, why: 'the file is empty' });
    this.#state = 'outside';
  }

  #take(line: string, truncated: boolean): void {
    this.#line++;
    if (line === '') return;
    if (line.startsWith('{')) {
      this.#begin(line);
      return;
    }
    if (this.#state === 'skipping') return;
    const record = this.#read(line, truncated);
    if (record === undefined) return;
    this.#listener.record(record);
    if (record.kind === 'exit') this.#finish(true);
  }

  #read(line: string, truncated: boolean): TraceRecord | undefined {
    try {
      if (this.#state === 'outside') throw new Error('no trace begins here: a header is missing');
      if (truncated) throw new Error(`longer than ${MAX_LINE_BYTES} bytes`);
      return readRecord(line);
    } catch (error) {
      this.#damaged(error);
      return undefined;
    }
  }

  #begin(line: string): void {
    if (this.#state === 'inside') this.#finish(false);
    let header: TraceHeader;
    try {
      header = readHeader(parse(line));
    } catch (error) {
      this.#damaged(error);
      return;
    }
    this.#state = 'inside';
    this.#listener.begin(header);
  }

  #finish(whole: boolean): void {
    this.#state = 'outside';
    this.#listener.finish(whole);
  }

  #damaged(error: unknown): void {
    this.#state = 'skipping';
    this.#listener.damaged({ line: this.#line, why: error instanceof Error ? error.message : String(error) });
  }
}
