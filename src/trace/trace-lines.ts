import { joinBytes } from '../base/join-bytes.js';

const LF = 10;

const NOTHING = new Uint8Array(0);

/**
 * Turns pieces of a trace file into its lines. Made for files of millions of short lines: a piece is decoded as a whole,
 * and cut then. Bounded: of a line longer than `maxLineBytes` the start is delivered, once, and the rest up to its end
 * dropped. Empty lines are delivered, so that lines can be counted.
 */
export class TraceLines {
  readonly #maxLineBytes: number;
  readonly #onLine: (line: string, truncated: boolean) => void;
  readonly #decoder = new TextDecoder();
  /** The start of a line whose end has not arrived. */
  #rest: Uint8Array = NOTHING;
  #skipping = false;

  constructor(maxLineBytes: number, onLine: (line: string, truncated: boolean) => void) {
    this.#maxLineBytes = maxLineBytes;
    this.#onLine = onLine;
  }

  push(bytes: Uint8Array): void {
    const last = bytes.lastIndexOf(LF);
    if (last < 0) {
      this.#keep(bytes);
      return;
    }
    const whole = bytes.subarray(0, last);
    this.#deliver(this.#decoder.decode(this.#rest.length === 0 ? whole : joinBytes([this.#rest, whole])));
    this.#rest = NOTHING;
    this.#keep(bytes.subarray(last + 1));
  }

  /** Delivers an unfinished last line. */
  end(): void {
    if (this.#rest.length > 0) this.#deliver(this.#decoder.decode(this.#rest));
    this.#rest = NOTHING;
  }

  #deliver(text: string): void {
    for (let from = 0; from <= text.length; ) {
      const found = text.indexOf('\n', from);
      const to = found < 0 ? text.length : found;
      if (this.#skipping) this.#skipping = false;
      else this.#line(text.slice(from, text[to - 1] === '\r' && to > from ? to - 1 : to));
      from = to + 1;
    }
  }

  #line(line: string): void {
    const truncated = line.length > this.#maxLineBytes;
    this.#onLine(truncated ? line.slice(0, this.#maxLineBytes) : line, truncated);
  }

  #keep(bytes: Uint8Array): void {
    if (this.#skipping || bytes.length === 0) return;
    this.#rest = joinBytes([this.#rest, bytes]);
    if (this.#rest.length <= this.#maxLineBytes) return;
    this.#line(this.#decoder.decode(this.#rest));
    this.#rest = NOTHING;
    this.#skipping = true;
  }
}
