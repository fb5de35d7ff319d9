import type { Strategy } from '../ffmpeg/strategy.js';
import { type Attempt, attemptRung } from './attempt-rung.js';
import { ioCause } from './io-cause.js';
import type { JobContext } from './job-context.js';
import type { AttemptReport, Cause } from './outcome.js';
import { probeJob } from './probe-job.js';
import { nextRung } from './retry.js';

/** What the ladder came to. Every process of it is dead, unless `gone` says otherwise. */
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
  /** Set when a process could not be killed: resolves when it is gone after all. */
  readonly gone?: Promise<void>;
}

/** Probes the recording and climbs the ladder: each rung at most once, all under one time budget. */
export async function executeVodRemux(context: JobContext, timeoutAtMs: number): Promise<LadderResult> {
  const probed = await probeJob(context);
  if (probed.kind === 'failed') return probeFailure(context, probed.reason, probed.result.end);
  const { decision } = probed.recording;
  if (decision.kind === 'refuse') return refused(decision.reason);
  const attempts: AttemptReport[] = [];
  let strategy = decision.ladder[0];
  if (strategy === undefined) return refused('no strategy fits this recording');
  context.emit({ event: 'strategy-chosen', strategy, reason: decision.reason });
  let stderr = '';
  for (;;) {
    let attempt: Attempt;
    try {
      attempt = await attemptRung(context, strategy, probed.recording, timeoutAtMs);
    } catch (error) {
      // A file operation of our own failed: what was tried before is told all the same.
      return { kind: 'failed', cause: ioCause('a file operation failed', error), attempts, stderr };
    }
    attempts.push(attempt.report);
    if (attempt.kind === 'ready') return { ...attempt, attempts };
    const { failure, gone } = attempt;
    const next = nextRung(decision.ladder, { strategy, kind: failure.kind, finding: failure.finding });
    if (next === undefined || gone !== undefined) {
      const cause = causeOf(attempt, strategy);
      return { kind: 'failed', cause, attempts, stderr: attempt.result.stderr, ...(gone && { gone }) };
    }
    const ended = endedMeanwhile(context, timeoutAtMs, next);
    if (ended !== undefined) return { kind: 'failed', cause: ended, attempts, stderr: attempt.result.stderr };
    stderr = attempt.result.stderr;
    context.emit({ event: 'retrying', strategy: next, reason: failure.reason });
    strategy = next;
  }
}

/** Between two rungs nothing runs that could be cancelled or timed out, and nothing may be started any more. */
function endedMeanwhile(context: JobContext, timeoutAtMs: number, next: Strategy): Cause | undefined {
  if (context.signal?.aborted) {
    return { kind: 'cancelled', message: `cancelled before the ${next} attempt`, strategy: next };
  }
  if (context.host.clock.now() >= timeoutAtMs) {
    return { kind: 'timeout', message: `timed out before the ${next} attempt`, strategy: next };
  }
  return undefined;
}

function causeOf(attempt: Extract<Attempt, { kind: 'failed' }>, strategy: Strategy): Cause {
  const { failure, result, gone } = attempt;
  return {
    kind: failure.kind,
    message: failure.reason,
    strategy,
    ...(result.stall && { stall: result.stall }),
    ...(gone && { unkillable: true }),
    ...(failure.finding && { stderr: { id: failure.finding.id, line: failure.finding.line } }),
  };
}

function probeFailure(
  context: JobContext,
  reason: string,
  end: { unkillable: boolean; gone: Promise<void>; exit: { kind: string } | undefined },
): LadderFailed {
  const kind = context.signal?.aborted
    ? 'cancelled'
    : end.exit?.kind === 'not-started'
      ? 'not-started'
      : 'refused';
  const message =
    kind === 'refused' ? `refused: the recording could not be probed: ${reason}` : `${kind}: ${reason}`;
  return {
    kind: 'failed',
    cause: { kind, message, ...(end.unkillable && { unkillable: true }) },
    attempts: [],
    stderr: '',
    ...(end.unkillable && { gone: end.gone }),
  };
}

function refused(reason: string): LadderFailed {
  return {
    kind: 'failed',
    cause: { kind: 'refused', message: `refused: ${reason}` },
    attempts: [],
    stderr: '',
  };
}
