import { advance, NO_ADVANCE, type ProgressReading } from './advance.js';
import {
  cpuUsed,
  ioMoved,
  type Sample,
  type StallCondition,
  stallCondition,
  type TimedSample,
} from './signs-of-life.js';
import { copyOf, type WatchLimits, type WatchState } from './watch-state.js';

export type WatchEvent =
  | { readonly kind: 'progress'; readonly reading: ProgressReading }
  /** The instant asked for in `wakeAtMs` has come. */
  | { readonly kind: 'wake' }
  /** The answer to `wantsSample`; undefined where the platform cannot tell. */
  | { readonly kind: 'sample'; readonly sample: Sample | undefined };

export type WatchVerdict =
  | {
      readonly kind: 'stalled';
      readonly condition: StallCondition;
      readonly silentForMs: number;
      readonly cpuMs: number | undefined;
      readonly ioBytes: number | undefined;
    }
  | { readonly kind: 'timeout' };

export interface WatchStep {
  readonly state: WatchState;
  readonly wantsSample: boolean;
  /** By how much the supervisor overslept, when it did. */
  readonly oversleptMs?: number;
  readonly verdict?: WatchVerdict;
}

/** How long a last sample may take before the verdict falls without it. A machine duration. */
const SAMPLE_BOUND_MS = 100;

/** A silence needs several samples before its end, or nothing tells work from a stall. */
const SAMPLES_PER_STALL = 4;

/** Work in one sample may be the last of the input on its way; a pass over the output shows in several. */
const WORK_TO_FINALISE = 2;

/** Sampling more often than this costs more than it tells, unless the stall timeout is as short. A machine duration. */
const SHORTEST_TICK_MS = 250;

/** Starts watching a process that was spawned at `nowMs`: the clock runs from here, output or none. */
export function startWatch(limits: WatchLimits, nowMs: number): WatchState {
  const state: WatchState = {
    limits: { ...limits, tickMs: effectiveTick(limits) },
    spawnedAtMs: nowMs,
    maxima: NO_ADVANCE,
    ended: false,
    advancedAtMs: nowMs,
    aliveAtMs: nowMs,
    workSeen: 0,
    firstSample: undefined,
    lastSample: undefined,
    judging: false,
    notBeforeMs: nowMs,
    wakeAtMs: nowMs,
  };
  return { ...state, wakeAtMs: nextWake(state, nowMs) };
}

/**
 * When silence becomes a stall:
 * `max(spawn + grace, last sign of life + stall)`; a tree that works without advance is bounded by
 * `last advance + finalise bound` as well.
 */
export function stallDeadline(state: WatchState): number {
  const { limits } = state;
  const graceEndMs = state.spawnedAtMs + limits.startupGraceMs;
  const silenceEndMs = state.aliveAtMs + limits.stallTimeoutMs;
  if (state.aliveAtMs === state.advancedAtMs) return Math.max(graceEndMs, silenceEndMs);
  const boundMs = Math.max(limits.stallTimeoutMs, limits.finaliseBoundMs(state.maxima.totalSizeBytes));
  return Math.max(graceEndMs, Math.min(silenceEndMs, state.advancedAtMs + boundMs));
}

function effectiveTick({ tickMs, stallTimeoutMs }: WatchLimits): number {
  const wantedMs = Math.min(tickMs, stallTimeoutMs / SAMPLES_PER_STALL);
  // Two samples are the least: one to compare with, one to judge by.
  return Math.max(wantedMs, Math.min(SHORTEST_TICK_MS, stallTimeoutMs / 2));
}

/** The watchdog: a pure function from what is known and what happens now to what follows. */
export function watch(state: WatchState, event: WatchEvent, nowMs: number): WatchStep {
  switch (event.kind) {
    case 'progress':
      return { state: progressed(state, event.reading, nowMs), wantsSample: false };
    case 'wake':
      return onWake(state, nowMs);
    case 'sample':
      return onSample(state, event.sample, nowMs);
  }
}

/** What `watch` does with a block: nothing ever follows from it but the new state. */
export function progressed(state: WatchState, reading: ProgressReading, nowMs: number): WatchState {
  const maxima = advance(state.maxima, reading);
  // The first `progress=end` is a step towards the exit; any later one is a heartbeat.
  const firstEnd = reading.end && !state.ended;
  if (maxima === undefined && !firstEnd) return state;
  // The armed wake stays as it is: it fires early once and is armed anew, which costs less than a timer a block.
  const next = copyOf(state);
  if (maxima !== undefined) next.maxima = maxima;
  if (reading.end) next.ended = true;
  next.advancedAtMs = nowMs;
  next.aliveAtMs = nowMs;
  next.workSeen = 0;
  next.firstSample = undefined;
  next.lastSample = undefined;
  next.judging = false;
  return next;
}

function onWake(state: WatchState, nowMs: number): WatchStep {
  const lateByMs = nowMs - state.wakeAtMs;
  if (lateByMs > state.limits.latenessGuardMs) {
    return { ...rest(afterSleep(state, lateByMs, nowMs), nowMs), oversleptMs: lateByMs };
  }
  if (nowMs >= Math.max(state.limits.timeoutAtMs, state.notBeforeMs)) {
    return { state, wantsSample: false, verdict: { kind: 'timeout' } };
  }
  if (nowMs >= Math.max(stallDeadline(state), state.notBeforeMs)) {
    if (state.judging) return { state, wantsSample: false, verdict: stalled(state, nowMs) };
    const judging = copyOf(state);
    judging.judging = true;
    judging.wakeAtMs = nowMs + SAMPLE_BOUND_MS;
    return { state: judging, wantsSample: true };
  }
  return rest(state, nowMs);
}

function onSample(state: WatchState, sample: Sample | undefined, nowMs: number): WatchStep {
  const seen = sample === undefined ? state : weigh(state, { ...sample, atMs: nowMs });
  if (!state.judging) return { state: seen, wantsSample: false };
  if (nowMs < stallDeadline(seen)) {
    const alive = copyOf(seen);
    alive.judging = false;
    alive.wakeAtMs = nextWake(seen, nowMs);
    return { state: alive, wantsSample: false };
  }
  return { state: seen, wantsSample: false, verdict: stalled(seen, nowMs) };
}

/** What the supervisor slept through is not held against ffmpeg, and unread output gets time to be read. */
function afterSleep(state: WatchState, lateByMs: number, nowMs: number): WatchState {
  return {
    ...state,
    limits: { ...state.limits, timeoutAtMs: state.limits.timeoutAtMs + lateByMs },
    spawnedAtMs: state.spawnedAtMs + lateByMs,
    advancedAtMs: Math.min(nowMs, state.advancedAtMs + lateByMs),
    aliveAtMs: Math.min(nowMs, state.aliveAtMs + lateByMs),
    firstSample: undefined,
    lastSample: undefined,
    judging: false,
    notBeforeMs: nowMs + state.limits.latenessGuardMs,
  };
}

function rest(state: WatchState, nowMs: number): WatchStep {
  const silent = nowMs - state.advancedAtMs >= state.limits.tickMs;
  const next = copyOf(state);
  next.judging = false;
  next.wakeAtMs = nextWake(state, nowMs);
  return { state: next, wantsSample: silent };
}

function nextWake(state: WatchState, nowMs: number): number {
  const { limits } = state;
  const earliestMs = Math.max(state.notBeforeMs, Math.min(stallDeadline(state), limits.timeoutAtMs));
  return Math.min(earliestMs, nowMs + limits.tickMs);
}

/** The first sample of a silence is what later ones are compared with; it proves nothing by itself. */
function weigh(state: WatchState, sample: TimedSample): WatchState {
  const { firstSample, lastSample } = state;
  const works =
    lastSample !== undefined &&
    (ioMoved(lastSample, sample) ||
      (state.maxima.outTimeUs >= state.limits.drainFromUs && cpuUsed(lastSample, sample)));
  const next = copyOf(state);
  next.firstSample = firstSample ?? sample;
  next.lastSample = sample;
  if (works) {
    next.aliveAtMs = sample.atMs;
    next.workSeen += 1;
  }
  return next;
}

function stalled(state: WatchState, nowMs: number): WatchVerdict {
  const { firstSample, lastSample } = state;
  const measured = firstSample !== undefined && lastSample !== undefined;
  return {
    kind: 'stalled',
    condition: stallCondition(firstSample, lastSample, state.ended || state.workSeen >= WORK_TO_FINALISE),
    silentForMs: nowMs - state.advancedAtMs,
    cpuMs: measured ? lastSample.cpuMs - firstSample.cpuMs : undefined,
    ioBytes: measured ? lastSample.ioBytes - firstSample.ioBytes : undefined,
  };
}
