import type { RunningJob } from '../supervisor/job-context.js';
import type { AttemptReport, Cause, Failed } from '../supervisor/outcome.js';
import type { TimeBudget } from '../supervisor/time-budget.js';

/** One job of a specimen: what the production steps need, and how far the job has come. */
export interface SpecimenJob extends RunningJob {
  readonly serviceRef: string | undefined;
  readonly acceptedAtMs: number;
  readonly attempts: AttemptReport[];
  queuedMs: number;
  /** What the supervisor slept through while ffmpeg ran: the job has not had it. */
  sleptMs: number;
  /** Of what runs now; without end before anything does. */
  budget: TimeBudget;
}

/** What every outcome of the job says. */
export function outcomeBase(job: SpecimenJob) {
  const { jobId, recordingId, serviceRef, input, output, attempts, queuedMs, host, acceptedAtMs } = job;
  return {
    jobId,
    recordingId,
    ...(serviceRef !== undefined && { serviceRef }),
    input,
    output,
    attempts: [...attempts],
    elapsedMs: host.clock.now() - acceptedAtMs,
    queuedMs,
  };
}

export function failed(job: SpecimenJob, cause: Cause): Failed {
  const unkillable = job.quarantine.occupied && { unkillable: true };
  return { ...outcomeBase(job), kind: cause.kind, cause: { ...cause, ...unkillable } };
}

/** The cause of a job that a file operation of the supervisor's own has ended. */
export function ioCause(error: unknown): Cause {
  const full = (error as { code?: unknown }).code === 'ENOSPC';
  const message = error instanceof Error ? error.message : String(error);
  return full
    ? { kind: 'no-space', message: `no space: ${message}` }
    : { kind: 'io-error', message: `io error: ${message}` };
}
