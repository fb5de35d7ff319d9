import type { ProgressReading } from '../../src/watchdog/advance.js';
import type { Sample } from '../../src/watchdog/signs-of-life.js';
import type { WatchLimits, WatchState } from '../../src/watchdog/watch-state.js';
import { startWatch, type WatchEvent, type WatchVerdict, watch } from '../../src/watchdog/watchdog.js';

export const LIMITS: WatchLimits = {
  startupGraceMs: 30_000,
  stallTimeoutMs: 90_000,
  tickMs: 5_000,
  finaliseBoundMs: (bytes) => 120_000 * (1 + bytes / 1e9),
  timeoutAtMs: 1_200_000,
  latenessGuardMs: 250,
  drainFromUs: Number.POSITIVE_INFINITY,
};

/** A progress block, and when ffmpeg writes it. */
export interface Planned {
  readonly atMs: number;
  readonly reading: ProgressReading;
}

/** What a sample of the tree shows at that instant. */
export type Counters = (atMs: number) => Sample | undefined;

/** A span in which the supervisor itself does not run. */
export interface Sleep {
  readonly atMs: number;
  readonly forMs: number;
}

export interface Course {
  readonly limits: WatchLimits;
  readonly progress: readonly Planned[];
  readonly counters?: Counters;
  readonly sleeps?: readonly Sleep[];
}

/** The end of a course, and what the watchdog knew by then. */
export interface Ending {
  readonly verdict: WatchVerdict;
  readonly atMs: number;
  readonly state: WatchState;
  /** When the last advance was read; 0 for the spawn. */
  readonly lastAdvanceMs: number;
  /** By how much the supervisor overslept, and when it noticed. */
  readonly overslept: readonly { readonly atMs: number; readonly byMs: number }[];
  /** Blocks that were written by then, and that nobody had read. */
  readonly unread: readonly Planned[];
}

/**
 * Plays a course. A wake comes exactly when it was asked for, a block is read when it is written, unless the supervisor
 * sleeps: then both come at its end, timers before input, as in Node. A sample is answered after all of that.
 */
export function play(course: Course): Ending {
  const run = new Run(course);
  for (let turns = 0; turns < 100_000; turns++) {
    const verdict = run.next();
    if (verdict !== undefined) return run.ending(verdict);
  }
  throw new Error('the watchdog never came to a verdict');
}

class Run {
  readonly #counters: Counters;
  readonly #sleeps: readonly Sleep[];
  readonly #unread: Planned[];
  readonly #overslept: { atMs: number; byMs: number }[] = [];
  #state: WatchState;
  #nowMs = 0;
  #lastAdvanceMs = 0;
  #sampleIsDue = false;

  constructor({ limits, progress, counters = () => undefined, sleeps = [] }: Course) {
    this.#state = startWatch(limits, 0);
    this.#counters = counters;
    this.#sleeps = sleeps;
    this.#unread = progress.toSorted((a, b) => a.atMs - b.atMs);
  }

  next(): WatchVerdict | undefined {
    const [block] = this.#unread;
    const readMs = block === undefined ? Number.POSITIVE_INFINITY : this.#awakeFrom(block.atMs);
    if (this.#sampleIsDue) {
      if (block !== undefined && readMs <= this.#nowMs) return this.#read(block, readMs);
      this.#sampleIsDue = false;
      return this.#take({ kind: 'sample', sample: this.#counters(this.#nowMs) });
    }
    const wakeMs = this.#awakeFrom(this.#state.wakeAtMs);
    // A timer that came due in a sleep runs before the input that waits at its end.
    const isRead = readMs < wakeMs || (readMs === wakeMs && readMs === block?.atMs);
    if (block !== undefined && isRead) return this.#read(block, readMs);
    this.#nowMs = wakeMs;
    return this.#take({ kind: 'wake' });
  }

  ending(verdict: WatchVerdict): Ending {
    return {
      verdict,
      atMs: this.#nowMs,
      state: this.#state,
      lastAdvanceMs: this.#lastAdvanceMs,
      overslept: this.#overslept,
      unread: this.#unread.filter(({ atMs }) => atMs <= this.#nowMs),
    };
  }

  #read({ reading }: Planned, atMs: number): WatchVerdict | undefined {
    this.#unread.shift();
    this.#nowMs = atMs;
    return this.#take({ kind: 'progress', reading });
  }

  #take(event: WatchEvent): WatchVerdict | undefined {
    const step = watch(this.#state, event, this.#nowMs);
    // A heartbeat leaves the very same state behind.
    if (event.kind === 'progress' && step.state !== this.#state) this.#lastAdvanceMs = this.#nowMs;
    if (step.oversleptMs !== undefined) this.#overslept.push({ atMs: this.#nowMs, byMs: step.oversleptMs });
    if (step.wantsSample) this.#sampleIsDue = true;
    this.#state = step.state;
    return step.verdict;
  }

  #awakeFrom(atMs: number): number {
    return awakeFrom(this.#sleeps, Math.max(this.#nowMs, atMs));
  }
}

/** The first instant from `atMs` on at which the supervisor runs. */
export function awakeFrom(sleeps: readonly Sleep[], atMs: number): number {
  const sleep = sleeps.find((each) => atMs >= each.atMs && atMs < each.atMs + each.forMs);
  return sleep === undefined ? atMs : awakeFrom(sleeps, sleep.atMs + sleep.forMs);
}

export function block(atMs: number, outTimeUs: number, end = false): Planned {
  return { atMs, reading: { outTimeUs, end } };
}

/** The rule itself, for a tree that shows no signs of work, written a second time and in another way. */
export function expectedKillMs(limits: WatchLimits, progress: readonly Planned[]): number {
  let lastMs = 0;
  let outTimeUs = 0;
  let totalSizeBytes = 1024;
  let ended = false;
  const deadlineMs = () => Math.max(limits.startupGraceMs, lastMs + limits.stallTimeoutMs);
  for (const { atMs, reading } of progress.toSorted((a, b) => a.atMs - b.atMs)) {
    if (atMs > deadlineMs()) break;
    const outMoved = (reading.outTimeUs ?? 0) > outTimeUs;
    const sizeMoved = (reading.totalSizeBytes ?? 0) > totalSizeBytes;
    if (outMoved || sizeMoved || (reading.end && !ended)) lastMs = atMs;
    outTimeUs = Math.max(outTimeUs, reading.outTimeUs ?? 0);
    totalSizeBytes = Math.max(totalSizeBytes, reading.totalSizeBytes ?? 0);
    ended ||= reading.end;
  }
  return Math.min(deadlineMs(), limits.timeoutAtMs);
}
