import type { Strategy } from '../ffmpeg/strategy.js';
import { type Attempt, attemptRung } from './attempt-rung.js';
import { callOff } from './call-off.js';
import { ioCause } from './io-cause.js';
import type { RunningJob } from './job-context.js';
import type { AttemptReport, Cause } from './outcome.js';
import { probeJob } from './probe-job.js';
import { nextRung } from './retry.js';
import { removeTemp } from './temp-names.js';

/** What the ladder came to. Every process of it is dead, or in the quarantine of the job. */
export type LadderResult = LadderReady | LadderFailed;

export type LadderReady = Extract<Attempt, { kind: 'ready' }> & {
  readonly attempts: readonly AttemptReport[];
};

export interface LadderFailed {
  readonly kind: 'failed';
  readonly cause: Cause;
  readonly attempts: readonly AttemptReport[];
  /** Head and tail of the last attempt's stderr. */
  readonly stderr: string;
}

/**
 * Probes the recording and climbs the ladder: each rung at most once, all within one time budget. What a rung has left that
 * failed makes room for the next; the last one is for whoever ends the job, who has the slot to give back first.
 */
export async function executeVodRemux(job: RunningJob): Promise<LadderResult> {
  const probed = await probeJob(job);
  if (probed.kind === 'failed') return unprobed(job, probed.reason, probed.notStarted);
  if (job.quarantine.occupied) return unprobed(job, 'ffprobe could not be ended');
  const { decision } = probed.recording;
  if (decision.kind === 'refuse') return refused(decision.reason);
  const attempts: AttemptReport[] = [];
  let strategy = decision.ladder[0];
  if (strategy === undefined) return refused('no strategy fits this recording');
  job.emit({ event: 'strategy-chosen', strategy, reason: decision.reason });
  let stderr = '';
  for (;;) {
    let attempt: Attempt;
    try {
      attempt = await attemptRung(job, strategy, probed.recording);
    } catch (error) {
      // A file operation of our own failed: what was tried before is told all the same.
      return { kind: 'failed', cause: ioCause('a file operation failed', error), attempts, stderr };
    }
    if (attempt.kind === 'called-off') return { kind: 'failed', cause: attempt.cause, attempts, stderr };
    attempts.push(attempt.report);
    if (attempt.kind === 'ready') return { ...attempt, attempts };
    const { failure } = attempt;
    stderr = attempt.result.stderr;
    const next = nextRung(decision.ladder, { strategy, kind: failure.kind, finding: failure.finding });
    if (next === undefined || job.quarantine.occupied) {
      return { kind: 'failed', cause: causeOf(attempt, strategy), attempts, stderr };
    }
    const calledOff = callOff(job, `the ${next} attempt`, next);
    if (calledOff !== undefined) return { kind: 'failed', cause: calledOff, attempts, stderr };
    await removeTemp(job.files, job.names, attempt.tempPath).catch(() => {});
    job.emit({ event: 'retrying', strategy: next, reason: failure.reason });
    strategy = next;
  }
}

function causeOf({ failure, result }: Extract<Attempt, { kind: 'failed' }>, strategy: Strategy): Cause {
  return {
    kind: failure.kind,
    message: failure.reason,
    strategy,
    ...(result.stall && { stall: result.stall }),
    ...(failure.finding && { stderr: { id: failure.finding.id, line: failure.finding.line } }),
  };
}

function unprobed({ signal, budget }: RunningJob, reason: string, notStarted = false): LadderFailed {
  if (signal?.aborted) return untried({ kind: 'cancelled', message: `cancelled: ${reason}` });
  if (budget.usedUp) return untried({ kind: 'timeout', message: `timed out in probing: ${reason}` });
  if (notStarted) return untried({ kind: 'not-started', message: `not started: ${reason}` });
  return refused(`the recording could not be probed: ${reason}`);
}

function refused(reason: string): LadderFailed {
  return untried({ kind: 'refused', message: `refused: ${reason}` });
}

function untried(cause: Cause): LadderFailed {
  return { kind: 'failed', cause, attempts: [], stderr: '' };
}
