import type { Deliver } from './sim-clock.js';

/** What a Linux pipe holds before its writer blocks. */
const CAPACITY_BYTES = 64 * 1024;

/**
 * The pipe between a process and the supervisor. What is written waits until the supervisor reads, which takes
 * no time unless the supervisor is paused; a full pipe blocks its writer.
 */
export class SimPipe {
  readonly #deliver: Deliver;
  readonly #onBytes: (bytes: Uint8Array) => void;
  readonly #onEnd: () => void;
  readonly #cut: ((bytes: Uint8Array) => readonly Uint8Array[]) | undefined;
  readonly #blocked: Array<() => void> = [];
  #unreadBytes = 0;
  #holders = 0;
  #read = true;

  /** @param cut how the kernel hands out a write: any number of pieces that join to the same bytes. Default: whole */
  constructor(
    deliver: Deliver,
    on: { bytes: (bytes: Uint8Array) => void; end: () => void },
    cut?: (bytes: Uint8Array) => readonly Uint8Array[],
  ) {
    this.#deliver = deliver;
    this.#onBytes = on.bytes;
    this.#onEnd = on.end;
    this.#cut = cut;
  }

  /** One more process has the write end. */
  open(): void {
    this.#holders++;
  }

  /** One fewer; after the last one the reader sees the end. */
  close(): void {
    this.#holders--;
    if (this.#holders === 0) this.#deliver(() => this.#onEnd(), true);
  }

  /** Nobody reads any more: what is written from now on is lost, as for a writer that ignores SIGPIPE. */
  stopReading(): void {
    this.#read = false;
    for (const resume of this.#blocked.splice(0)) resume();
  }

  /** Whether so much can be written without waiting. */
  hasRoom(bytes: number): boolean {
    return !this.#read || this.#unreadBytes + bytes <= CAPACITY_BYTES;
  }

  /** @returns whether all of it is in the pipe; if not, `resume` is called once it is */
  write(bytes: Uint8Array, resume: () => void): boolean {
    if (!this.#read) return true;
    const room = CAPACITY_BYTES - this.#unreadBytes;
    if (bytes.length <= room) {
      this.#send(bytes);
      return true;
    }
    this.#send(bytes.subarray(0, room));
    this.#block(bytes.subarray(room), resume);
    return false;
  }

  #block(rest: Uint8Array, resume: () => void): void {
    this.#blocked.push(() => {
      if (this.write(rest, resume)) resume();
    });
  }

  #send(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#unreadBytes += bytes.length;
    if (this.#cut === undefined) this.#hand(bytes);
    else for (const piece of this.#cut(bytes)) this.#hand(piece);
  }

  #hand(piece: Uint8Array): void {
    this.#deliver(() => {
      this.#unreadBytes -= piece.length;
      if (this.#read) this.#onBytes(piece);
      // Not for every bit of room: a flood would come in ever smaller pieces.
      if (this.#unreadBytes > 0 || this.#blocked.length === 0) return;
      for (const resume of this.#blocked.splice(0)) resume();
    }, false);
  }
}
