import type { Maxima } from './advance.js';
import type { TimedSample } from './signs-of-life.js';

/** All times are ms of one monotonic clock. */
export interface WatchLimits {
  readonly startupGraceMs: number;
  readonly stallTimeoutMs: number;
  readonly tickMs: number;
  /** How long the tree may work without advance, for the size its output has reached. */
  readonly finaliseBoundMs: (outputBytes: number) => number;
  /** When the job's total time is used up; an instant, not a span. */
  readonly timeoutAtMs: number;
  /** A wake this much later than asked means that the supervisor itself slept. */
  readonly latenessGuardMs: number;
  /** From this output time on, CPU time without io is an encoder that drains. Infinity when unknown. */
  readonly drainFromUs: number;
}

export interface WatchState {
  readonly limits: WatchLimits;
  readonly spawnedAtMs: number;
  readonly maxima: Maxima;
  readonly ended: boolean;
  /** The last advance, or the spawn; moved on by the time the supervisor slept. */
  readonly advancedAtMs: number;
  /** The last advance or sign of work. */
  readonly aliveAtMs: number;
  /** In how many samples since the last advance the tree was seen at work. */
  readonly workSeen: number;
  readonly firstSample: TimedSample | undefined;
  readonly lastSample: TimedSample | undefined;
  /** A later one that shows work, unless that is output which nobody had read yet. */
  readonly doubted: TimedSample | undefined;
  /** The deadline has passed, and one last sample is asked for. */
  readonly judging: boolean;
  /** After a sleep: nothing is judged before this. */
  readonly notBeforeMs: number;
  readonly wakeAtMs: number;
}

/** For whoever hands on a changed state. Key by key: this is done for each block, and a spread takes many times longer. */
export function copyOf(state: WatchState): { -readonly [K in keyof WatchState]: WatchState[K] } {
  return {
    limits: state.limits,
    spawnedAtMs: state.spawnedAtMs,
    maxima: state.maxima,
    ended: state.ended,
    advancedAtMs: state.advancedAtMs,
    aliveAtMs: state.aliveAtMs,
    workSeen: state.workSeen,
    firstSample: state.firstSample,
    lastSample: state.lastSample,
    doubted: state.doubted,
    judging: state.judging,
    notBeforeMs: state.notBeforeMs,
    wakeAtMs: state.wakeAtMs,
  };
}
