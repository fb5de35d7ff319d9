import type { Writable } from 'node:stream';

/** Of a crowd's many messages none is to wait for the last: what one job asks for in a turn is three. */
const MOST_TOGETHER = 4;

/** Writes what belongs to one turn in one go, a few messages at a time: whoever reads is woken once. */
export class TurnWriter {
  readonly #stream: Writable;
  #held = 0;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  write(text: string): void {
    if (this.#held === 0) {
      this.#stream.cork();
      process.nextTick(() => this.#handOn());
    }
    this.#stream.write(text);
    if (++this.#held === MOST_TOGETHER) this.#handOn();
  }

  #handOn(): void {
    if (this.#held === 0) return;
    this.#held = 0;
    this.#stream.uncork();
  }
}
