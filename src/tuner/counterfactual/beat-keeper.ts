import { type Maxima, NO_ADVANCE } from '../../watchdog/advance.js';
import type { Beat, RunEnd, Work } from './beats.js';

/** A run with more silences than this is not one that a watchdog can be tuned on. */
const MOST_BEATS = 200_000;

export class TooManySilencesError extends Error {
  override readonly name = 'TooManySilencesError';
}

const NO_WORK: readonly Work[] = [];

/**
 * Keeps of all signs of progress those that a verdict can depend on: both ends of each silence of at least
 * `thresholdMs`, and between them so many that no two that follow one another are further apart than that.
 */
export class BeatKeeper {
  readonly #thresholdMs: number;
  readonly #beats: Beat[] = [];
  #last: Beat = { atMs: 0, maxima: NO_ADVANCE, end: false, work: NO_WORK };
  #keptAtMs = 0;
  #lastIsKept = true;
  #work: Work[] = [];

  constructor(thresholdMs: number) {
    this.#thresholdMs = thresholdMs;
  }

  /** Seen at work, without advance. */
  work(work: Work): void {
    this.#work.push(work);
    if (this.#work.length > MOST_BEATS) throw tooMany();
  }

  advance(atMs: number, maxima: Maxima, end: boolean): void {
    const isSilence = atMs - this.#last.atMs >= this.#thresholdMs;
    if (isSilence || end || atMs - this.#keptAtMs > this.#thresholdMs) this.#keepLast();
    this.#last = { atMs, maxima, end, work: isSilence ? this.#work : NO_WORK };
    this.#lastIsKept = false;
    // What the beat took over is never added to.
    if (isSilence || this.#work.length > 0) this.#work = [];
    if (isSilence || end) this.#keepLast();
  }

  finish(atMs: number, kind: RunEnd['kind']): { readonly beats: readonly Beat[]; readonly end: RunEnd } {
    this.#keepLast();
    return { beats: this.#beats, end: { atMs, work: this.#work, kind } };
  }

  #keepLast(): void {
    if (this.#lastIsKept) return;
    if (this.#beats.length >= MOST_BEATS) throw tooMany();
    this.#beats.push(this.#last);
    this.#keptAtMs = this.#last.atMs;
    this.#lastIsKept = true;
  }
}

function tooMany(): TooManySilencesError {
  return new TooManySilencesError(`more than ${MOST_BEATS} silences in one run`);
}
