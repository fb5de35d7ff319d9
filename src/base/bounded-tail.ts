import { joinBytes } from './join-bytes.js';

/** A stream that arrives byte by byte must not cost an object for each. */
const MOST_PIECES = 1024;

const NOTHING = new Uint8Array(0);

const decoder = new TextDecoder();

/**
 * Keeps the first `headBytes` and the last `tailBytes` of a stream and counts what lies between, so that
 * memory does not grow with the stream: a fatal line stands at the end, a banner at the start.
 */
export class BoundedTail {
  readonly #headBytes: number;
  readonly #tailBytes: number;
  #head: Uint8Array[] = [];
  #headFilled = 0;
  #tail: Uint8Array[] = [];
  #tailFilled = 0;
  #totalBytes = 0;

  constructor(limits: { headBytes: number; tailBytes: number }) {
    this.#headBytes = limits.headBytes;
    this.#tailBytes = limits.tailBytes;
  }

  /** All bytes ever pushed. */
  get totalBytes(): number {
    return this.#totalBytes;
  }

  /** Bytes that were dropped between head and tail. */
  get omittedBytes(): number {
    return this.#totalBytes - this.#headFilled - Math.min(this.#tailFilled, this.#tailBytes);
  }

  push(bytes: Uint8Array): void {
    this.#totalBytes += bytes.length;
    if (bytes.length === 0) return;
    const room = this.#headBytes - this.#headFilled;
    const forHead = bytes.subarray(0, Math.max(0, room));
    if (forHead.length > 0) {
      this.#head.push(forHead.slice());
      this.#headFilled += forHead.length;
      if (this.#head.length > MOST_PIECES) this.#head = [joinBytes(this.#head)];
    }
    const rest = bytes.subarray(forHead.length);
    if (rest.length > 0) this.#pushTail(rest);
  }

  /** Head, a line that says how much is missing, tail. */
  text(): string {
    if (this.#totalBytes === 0) return '';
    const head = decode(this.#head);
    const tail = decode([this.#compactTail()]);
    const omitted = this.omittedBytes;
    return omitted === 0 ? head + tail : `${head}\n[… ${omitted} bytes omitted …]\n${tail}`;
  }

  /** The tail alone, or the head where the stream was that short. */
  tailText(maxBytes: number): string {
    if (this.#totalBytes === 0) return '';
    const joined = joinBytes([...this.#head, this.#compactTail()]);
    return decode([joined.subarray(Math.max(0, joined.length - maxBytes))]);
  }

  #pushTail(bytes: Uint8Array): void {
    this.#tail.push(bytes.slice(-this.#tailBytes));
    this.#tailFilled += Math.min(bytes.length, this.#tailBytes);
    // Compacting at twice the limit costs one copy per byte on average.
    if (this.#tailFilled > 2 * this.#tailBytes || this.#tail.length > MOST_PIECES) {
      const kept = this.#compactTail();
      this.#tail = [kept];
      this.#tailFilled = kept.length;
    }
  }

  #compactTail(): Uint8Array {
    if (this.#tail.length === 0) return NOTHING;
    const joined = joinBytes(this.#tail);
    return joined.slice(Math.max(0, joined.length - this.#tailBytes));
  }
}

function decode(parts: readonly Uint8Array[]): string {
  return decoder.decode(joinBytes(parts));
}
