import { BaseAttempt } from '../base-attempt.js';
import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';

const LONGEST_LINE_BYTES = 64 * 1024;
const LF = 10;

/** What it costs to look through such a line once more. */
const SCAN_MS = 5;

class SpinningReader extends BaseAttempt {
  #lineBytes = 0;
  #broken = false;

  protected override read(bytes: Uint8Array): void {
    if (this.#broken) return;
    const newline = bytes.lastIndexOf(LF);
    this.#lineBytes = newline < 0 ? this.#lineBytes + bytes.length : bytes.length - newline - 1;
    this.#broken = this.#lineBytes > LONGEST_LINE_BYTES;
    if (this.#broken) this.#readAgain();
    else super.read(bytes);
  }

  #readAgain(): void {
    if (!this.over) this.host.soon(() => this.#readAgain(), SCAN_MS);
  }
}

export const readerSpins: Specimen = {
  name: 'reader-spins',
  flaw: 'A line that is too long for its reader is read again and again: a core burns, progress goes unseen, and a healthy ffmpeg is killed.',
  from: 'origin flaw 6',
  caughtBy: 'no-false-kill',
  shownBy: 'long-line, then progress for longer than the stall time and the finalise bound',
  create: (options) => new BaseSupervisor({ ...options, attempt: SpinningReader }),
};
