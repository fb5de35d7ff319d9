import { dynamicTimeoutMs } from '../../supervisor/config.js';
import type { Evidence, HarnessEvent, SettledOutcome } from '../evidence.js';
import { remembered } from './remembered.js';

type Of<K extends HarnessEvent['kind']> = Extract<HarnessEvent, { kind: K }> & { readonly atMs: number };

/** The harness's own events of one kind, in order. */
export function harnessEvents<K extends HarnessEvent['kind']>(evidence: Evidence, kind: K): readonly Of<K>[] {
  return (byKind(evidence).get(kind) ?? []) as readonly HarnessEvent[] as readonly Of<K>[];
}

const byKind = remembered((evidence) => {
  const kinds = new Map<string, (HarnessEvent & { readonly atMs: number })[]>();
  for (const { from, atMs, event } of evidence.events) {
    if (from !== 'harness') continue;
    const known = kinds.get(event.kind);
    if (known === undefined) kinds.set(event.kind, [{ ...event, atMs }]);
    else known.push({ ...event, atMs });
  }
  return kinds;
});

/** Policy durations scale with the run's speed. */
export function scaledMs(evidence: Evidence, nominalMs: number): number {
  return nominalMs / evidence.speed;
}

export function submittedAtMs(evidence: Evidence, job: string): number | undefined {
  return harnessEvents(evidence, 'job-submitted').find((event) => event.job === job)?.atMs;
}

export interface Settlement {
  readonly atMs: number;
  readonly outcome: SettledOutcome;
}

/** Every answer that the subject gave for the job; a correct one gives one. */
export function settlementsOf(evidence: Evidence, job: string): Settlement[] {
  return harnessEvents(evidence, 'job-settled').filter((event) => event.job === job);
}

export function gaveUpAtMs(evidence: Evidence): number | undefined {
  return harnessEvents(evidence, 'gave-up')[0]?.atMs;
}

export function cancelledAtMs(evidence: Evidence, job: string): number | undefined {
  return harnessEvents(evidence, 'machine').find(
    (event) => event.action === 'cancel' && (event.job === undefined || event.job === job),
  )?.atMs;
}

/** When the subject itself was ended with SIGKILL, because the scenario says so. */
export function killedAtMs(evidence: Evidence): number | undefined {
  return harnessEvents(evidence, 'machine').find((event) => event.action === 'kill')?.atMs;
}

/** The last time at which the subject could act: its final exit, or when the harness gave up. */
export function observedUntilMs(evidence: Evidence): number {
  const gaveUp = gaveUpAtMs(evidence);
  if (gaveUp !== undefined) return gaveUp;
  const exits = harnessEvents(evidence, 'subject-exited');
  return exits.at(-1)?.atMs ?? evidence.events.at(-1)?.atMs ?? 0;
}

/** Ends of those processes of the subject that had the job. */
export function supervisorExits(evidence: Evidence, job: string): Of<'subject-exited'>[] {
  return harnessEvents(evidence, 'subject-exited').filter(
    (exit) => exit.job === undefined || exit.job === job,
  );
}

/** Starts of those processes of the subject that had the job: more than one when it was started anew. */
export function supervisorStarts(evidence: Evidence, job: string): Of<'subject-started'>[] {
  return harnessEvents(evidence, 'subject-started').filter(
    (start) => start.job === undefined || start.job === job,
  );
}

export interface Pause {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Time spans in which the subject was stopped as a whole. */
export const pausesOf = remembered((evidence): readonly Pause[] => {
  const pauses: Pause[] = [];
  let sinceMs: number | undefined;
  const end = (toMs: number): void => {
    if (sinceMs !== undefined) pauses.push({ fromMs: sinceMs, toMs });
    sinceMs = undefined;
  };
  for (const { action, atMs } of harnessEvents(evidence, 'machine')) {
    if (action === 'pause') sinceMs ??= atMs;
    // One SIGCONT ends any number of pauses, and whoever was killed sleeps no more.
    if (action === 'resume' || action === 'kill') end(atMs);
  }
  end(observedUntilMs(evidence));
  return pauses;
});

/** How much of a span the subject was stopped for. */
export function pausedMs(evidence: Evidence, fromMs: number, toMs: number): number {
  return pausesOf(evidence).reduce(
    (sum, pause) => sum + Math.max(0, Math.min(toMs, pause.toMs) - Math.max(fromMs, pause.fromMs)),
    0,
  );
}

/** Real time that the subject may spend on the job, by the origin's rule or the scenario's own. */
export function totalTimeoutMs(evidence: Evidence, job: string): number {
  const recording = evidence.scenario.jobs.find(({ id }) => id === job)?.recording;
  const nominalMs = evidence.scenario.watch.totalTimeoutMs ?? dynamicTimeoutMs(recording?.sizeBytes ?? 0);
  return scaledMs(evidence, nominalMs);
}

/** The last time at which the subject could act on a process that started then. */
export function watchedUntilMs(
  evidence: Evidence,
  process: { readonly startedAtMs: number; readonly job: string },
): number {
  const exited = supervisorExits(evidence, process.job).find((exit) => exit.atMs >= process.startedAtMs);
  return Math.min(exited?.atMs ?? Number.POSITIVE_INFINITY, observedUntilMs(evidence));
}
