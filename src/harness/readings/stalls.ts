import { IO_FLOOR_BYTES } from '../../watchdog/signs-of-life.js';
import { SETTLING_MS } from '../../watchdog/watchdog.js';
import type { Evidence } from '../evidence.js';
import { earlinessSlackMs, latenessSlackMs } from '../tolerance.js';
import { timeUpAtMs } from './budget.js';
import { attemptsOf, type Invocation } from './invocations.js';
import { type Deadline, deadlineOf, drainOf, mutePids, type Silence, silencesOf } from './life.js';
import { cancelledAtMs, watchedUntilMs } from './moments.js';
import { rememberedByJob, rememberedOf } from './remembered.js';
import { stopOf } from './stops.js';

/** A silence that lasted to its stall deadline, or was ended before it by the subject's judgement. */
export interface Stall {
  readonly process: Invocation;
  readonly silence: Silence;
  readonly deadline: Deadline;
  /** When the process was stopped, moved on, or was last watched. */
  readonly untilMs: number;
  /** Ended by the subject because it took the process for stalled. */
  readonly killed: boolean;
  /** Late beyond the tolerance. */
  readonly overdue: boolean;
  /** Before its time, beyond rounding. */
  readonly early: boolean;
}

/** Every stall of an attempt, and every kill that claims one. */
export const stallsOf = rememberedOf((evidence, process: Invocation): readonly Stall[] => {
  const stop = stopOf(evidence, process);
  const byJudgement = stop.kind === 'stopped' && stop.why === 'judgement';
  const lastMs = Math.min(
    stop.kind === 'alive' ? Number.POSITIVE_INFINITY : stop.atMs,
    watchedUntilMs(evidence, process),
  );
  const excusedMs = excusedFromMs(evidence, process);
  // What two processes print at once may reach the subject as neither printed it.
  if (isGarbled(process)) return [];
  // What came in the very moment of the kill cannot have been known.
  const knownMs = lastMs - (byJudgement ? earlinessSlackMs(evidence) : 0);
  return silencesOf(process, drainOf(evidence, process)).flatMap((silence) => {
    if (silence.sinceMs > knownMs && !silence.afterSpawn) return [];
    const untilMs = Math.min(silence.untilMs ?? Number.POSITIVE_INFINITY, lastMs);
    const deadline = deadlineOf(evidence, process, silence, Math.min(untilMs, knownMs));
    const killed = byJudgement && untilMs >= knownMs;
    const lateByMs = untilMs - deadline.latestMs - latenessSlackMs(evidence);
    const overdue = lateByMs > 0 && lateByMs > readingMs(process, silence, deadline.latestMs);
    const early = killed && untilMs < deadline.earliestMs - earlinessSlackMs(evidence);
    if (deadline.latestMs >= excusedMs || !(killed || overdue)) return [];
    return [{ process, silence, deadline, untilMs, killed, overdue, early }];
  });
});

/** Those of all attempts of a job. */
export const stallsOfJob = rememberedByJob((evidence, job): readonly Stall[] =>
  attemptsOf(evidence, job).flatMap((process) => stallsOf(evidence, process)),
);

/** More than a progress block has. */
const BLOCK_BYTES = 256;

/**
 * What the tree prints in the moment of the deadline is on its account at once, and looks like data that it moved until
 * the supervisor has read it. Who kills without reading it kills a tree that may be at work, so there is time to read:
 * for a look just before the deadline, and for the one that falls due meanwhile.
 */
function readingMs({ events }: Invocation, { heartbeats }: Silence, deadlineMs: number): number {
  const isNear = (atMs: number): boolean => Math.abs(atMs - deadlineMs) <= SETTLING_MS;
  let printedBytes = BLOCK_BYTES * heartbeats.filter(isNear).length;
  for (const event of events) if (event.kind === 'wrote' && isNear(event.atMs)) printedBytes += event.bytes;
  return printedBytes < IO_FLOOR_BYTES ? 0 : 2 * SETTLING_MS;
}

function isGarbled(process: Invocation): boolean {
  const mute = mutePids(process);
  const speakers = process.events.filter(
    (event) =>
      (event.kind === 'progress' || (event.kind === 'wrote' && event.stream === 'stdout')) &&
      !mute.has(event.pid),
  );
  return speakers.some(({ pid }) => pid !== speakers[0]?.pid);
}

/** From here on, something else than a stall may end the process. */
function excusedFromMs(evidence: Evidence, process: Invocation): number {
  const cancelled = cancelledAtMs(evidence, process.job) ?? Number.POSITIVE_INFINITY;
  return Math.min(cancelled, timeUpAtMs(evidence, process));
}

/** The attempts of a job that the subject ended because it took them for stalled. */
export const judgedStalled = rememberedByJob((evidence, job): readonly Invocation[] =>
  attemptsOf(evidence, job).filter((process) => {
    const stop = stopOf(evidence, process);
    return stop.kind === 'stopped' && stop.why === 'judgement';
  }),
);
