const LF = 10;
const CR = 13;
const NOTHING = new Uint8Array(0);

/**
 * Turns byte chunks into lines that end in `\n`, `\r\n` or a lone `\r` (ffmpeg's statistics overwrite one
 * line with `\r`). Bounded: of a line longer than `maxLineBytes` the start is delivered, once, and the rest
 * up to its end is counted and dropped. Empty lines are not delivered.
 */
export class LineSplitter {
  readonly #maxLineBytes: number;
  readonly #onLine: (line: string, truncated: boolean) => void;
  readonly #decoder = new TextDecoder();
  /** The start of a line whose end has not arrived; what stands behind `#partialBytes` is room. */
  #partial = NOTHING;
  #partialBytes = 0;
  #skipping = false;
  /** Bytes dropped because their line was too long. */
  droppedBytes = 0;

  constructor(maxLineBytes: number, onLine: (line: string, truncated: boolean) => void) {
    this.#maxLineBytes = maxLineBytes;
    this.#onLine = onLine;
  }

  push(bytes: Uint8Array): void {
    let start = 0;
    let [lf, cr] = [indexOf(bytes, LF, 0), indexOf(bytes, CR, 0)];
    while (lf < bytes.length || cr < bytes.length) {
      const end = Math.min(lf, cr);
      this.#append(bytes.subarray(start, end));
      this.#endLine();
      start = end + 1;
      if (lf === end) lf = indexOf(bytes, LF, start);
      else cr = indexOf(bytes, CR, start);
    }
    this.#append(bytes.subarray(start));
  }

  /** Delivers an unfinished last line. */
  end(): void {
    this.#endLine();
  }

  #append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    if (this.#skipping) {
      this.droppedBytes += bytes.length;
      return;
    }
    const room = this.#maxLineBytes - this.#partialBytes;
    this.#keep(bytes.subarray(0, room));
    if (bytes.length > room) {
      this.droppedBytes += bytes.length - room;
      this.#deliver(true);
      this.#skipping = true;
    }
  }

  /** Room grows by doubling: a line that arrives byte by byte must not cost an object for each. */
  #keep(bytes: Uint8Array): void {
    const neededBytes = this.#partialBytes + bytes.length;
    if (neededBytes > this.#partial.length) {
      const roomBytes = Math.min(this.#maxLineBytes, Math.max(neededBytes, 2 * this.#partial.length));
      const grown = new Uint8Array(roomBytes);
      grown.set(this.#partial.subarray(0, this.#partialBytes));
      this.#partial = grown;
    }
    this.#partial.set(bytes, this.#partialBytes);
    this.#partialBytes = neededBytes;
  }

  #endLine(): void {
    if (this.#partialBytes > 0) this.#deliver(false);
    this.#skipping = false;
  }

  #deliver(truncated: boolean): void {
    const line = this.#partial.subarray(0, this.#partialBytes);
    this.#partial = NOTHING;
    this.#partialBytes = 0;
    this.#onLine(this.#decoder.decode(line), truncated);
  }
}

/** Native, and so as quick in the first lines of a process as later; the length where there is none. */
function indexOf(bytes: Uint8Array, byte: number, from: number): number {
  const found = bytes.indexOf(byte, from);
  return found < 0 ? bytes.length : found;
}
