import { advance, NO_ADVANCE, type ProgressReading } from './advance.js';
import {
  cpuUsed,
  ioMoved,
  MOST_UNREAD_BYTES,
  type Sample,
  type StallCondition,
  stallCondition,
  type TimedSample,
} from './signs-of-life.js';
import { copyOf, type WatchLimits, type WatchState } from './watch-state.js';

export type WatchEvent =
  | { readonly kind: 'progress'; readonly reading: ProgressReading }
  /** The instant asked for in `wakeAtMs` has come. `readBytes`: what was received since the last sample. Default: nothing. */
  | { readonly kind: 'wake'; readonly readBytes?: number }
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

/**
 * How long the supervisor needs at most to receive what was written before a sample, and a tree to have on its account
 * what was received. A machine duration.
 */
export const SETTLING_MS = 50;

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
    doubted: undefined,
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

/** When the tree is judged if nothing changes: its silence or its total time is over. */
export function judgedAt(state: WatchState): number {
  return Math.min(stallDeadline(state), state.limits.timeoutAtMs);
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
      return onWake(state, event.readBytes ?? 0, nowMs);
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
  next.doubted = undefined;
  next.judging = false;
  return next;
}

function onWake(woken: WatchState, readBytes: number, nowMs: number): WatchStep {
  const lateByMs = nowMs - woken.wakeAtMs;
  if (lateByMs > woken.limits.latenessGuardMs) {
    return { ...rest(afterSleep(woken, lateByMs, nowMs), nowMs), oversleptMs: lateByMs };
  }
  const state = settled(woken, readBytes);
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
  // The wake was asked for to settle a doubt: the next look comes when it would have come without.
  if (woken.doubted !== undefined)
    return { state: resumed(state, woken.doubted.atMs, nowMs), wantsSample: false };
  return rest(state, nowMs);
}

function onSample(state: WatchState, sample: Sample | undefined, nowMs: number): WatchStep {
  const seen = sample === undefined ? state : weigh(state, { ...sample, atMs: nowMs });
  if (seen.doubted !== undefined) return { state: seen, wantsSample: false };
  if (!state.judging) return { state: seen, wantsSample: false };
  if (nowMs < stallDeadline(seen)) return { state: resumed(seen, nowMs, nowMs), wantsSample: false };
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
    doubted: undefined,
    judging: false,
    notBeforeMs: nowMs + state.limits.latenessGuardMs,
  };
}

function rest(state: WatchState, nowMs: number): WatchStep {
  const silent = nowMs - state.advancedAtMs >= state.limits.tickMs;
  // A sample that was asked for before an advance may have come after it; the next one is due a tick later all the same.
  const lookedAtMs = silent ? nowMs : (state.lastSample?.atMs ?? nowMs);
  return { state: resumed(state, lookedAtMs, nowMs), wantsSample: silent };
}

/** Nothing is judged now: on to the next look, a tick after the last one. */
function resumed(state: WatchState, lookedAtMs: number, nowMs: number): WatchState {
  const next = copyOf(state);
  next.judging = false;
  next.wakeAtMs = nextWake(state, lookedAtMs + state.limits.tickMs > nowMs ? lookedAtMs : nowMs);
  return next;
}

function nextWake(state: WatchState, nowMs: number): number {
  return Math.min(Math.max(state.notBeforeMs, judgedAt(state)), nowMs + state.limits.tickMs);
}

/** The first sample of a silence is what later ones are compared with; it proves nothing by itself. */
function weigh(state: WatchState, sample: TimedSample): WatchState {
  const { firstSample, lastSample } = state;
  const drains = state.maxima.outTimeUs >= state.limits.drainFromUs;
  const works =
    lastSample !== undefined &&
    (ioMoved(lastSample, sample, MOST_UNREAD_BYTES) || (drains && cpuUsed(lastSample, sample)));
  const next = copyOf(state);
  next.doubted = undefined;
  if (!works && lastSample !== undefined && ioMoved(lastSample, sample)) {
    next.doubted = sample;
    next.wakeAtMs = settlesAt(state, sample.atMs);
    return next;
  }
  next.firstSample = firstSample ?? sample;
  next.lastSample = sample;
  return works ? working(next, sample.atMs) : next;
}

/** When a doubt is over: what was unread has been read by then, or even work no longer saves the tree. */
function settlesAt(state: WatchState, nowMs: number): number {
  const endMs = judgedAt(working(state, nowMs));
  return Math.min(nowMs + Math.min(SETTLING_MS, state.limits.tickMs / 2), Math.max(nowMs, endMs));
}

/** What the supervisor has received since the doubted sample was on its way then. */
function settled(state: WatchState, readBytes: number): WatchState {
  const { lastSample, doubted } = state;
  if (lastSample === undefined || doubted === undefined) return state;
  const next = copyOf(state);
  next.lastSample = doubted;
  next.doubted = undefined;
  const unreadBytes = Math.min(readBytes, MOST_UNREAD_BYTES);
  return ioMoved(lastSample, doubted, unreadBytes) ? working(next, doubted.atMs) : next;
}

function working(state: WatchState, atMs: number): WatchState {
  return { ...state, aliveAtMs: atMs, workSeen: state.workSeen + 1 };
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
