import { dynamicTimeoutMs } from '../../supervisor/config.js';
import type { Evidence, HarnessEvent, SettledOutcome } from '../evidence.js';

type Of<K extends HarnessEvent['kind']> = Extract<HarnessEvent, { kind: K }> & { readonly atMs: number };

/** The harness's own events of one kind, in order. */
export function harnessEvents<K extends HarnessEvent['kind']>(evidence: Evidence, kind: K): Of<K>[] {
  return evidence.events.flatMap((entry) =>
    entry.from === 'harness' && entry.event.kind === kind
      ? [{ ...(entry.event as Extract<HarnessEvent, { kind: K }>), atMs: entry.atMs }]
      : [],
  );
}

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

/** Time spans in which the subject was stopped as a whole. */
export function pausesOf(evidence: Evidence): { fromMs: number; toMs: number }[] {
  const deeds = harnessEvents(evidence, 'machine');
  return deeds.flatMap((deed, index) => {
    if (deed.action !== 'pause') return [];
    const resumed = deeds.slice(index).find((later) => later.action === 'resume');
    return [{ fromMs: deed.atMs, toMs: resumed?.atMs ?? observedUntilMs(evidence) }];
  });
}

/** Real time that the subject may spend on the job, by the origin's rule or the scenario's own. */
export function totalTimeoutMs(evidence: Evidence, job: string): number {
  const recording = evidence.scenario.jobs.find(({ id }) => id === job)?.recording;
  const nominalMs = evidence.scenario.watch.totalTimeoutMs ?? dynamicTimeoutMs(recording?.sizeBytes ?? 0);
  return scaledMs(evidence, nominalMs);
}

/** The last time at which the subject could act on a process that started then. */
export function watchedUntilMs(evidence: Evidence, process: { readonly startedAtMs: number }): number {
  const exited = harnessEvents(evidence, 'subject-exited').find((exit) => exit.atMs >= process.startedAtMs);
  return Math.min(exited?.atMs ?? Number.POSITIVE_INFINITY, observedUntilMs(evidence));
}
