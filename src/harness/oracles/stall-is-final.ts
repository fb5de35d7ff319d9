import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { attemptsOf, type Invocation } from '../readings/invocations.js';
import { cancelledAtMs, supervisorStarts } from '../readings/moments.js';
import { sayMs, sayProcess } from '../readings/say.js';
import { stopOf } from '../readings/stops.js';
import { TOLERANCE, toActMs } from '../tolerance.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const stallIsFinal: Oracle = {
  name: 'stall-is-final',
  claim: 'never retries a stall, a cancel, a timeout, a kill from outside, a full disk or a missing binary',
  timing: true,
  judge: (evidence) =>
    eachJob(evidence, ({ id }) => {
      const attempts = attemptsOf(evidence, id);
      return gravest([
        ...attempts.map((attempt, index) => judgeNext(evidence, attempt, attempts[index + 1])),
        judgeCancel(evidence, id, attempts),
        judgeFinalOutcome(evidence, id, attempts),
      ]);
    }),
};

function judgeNext(evidence: Evidence, attempt: Invocation, next: Invocation | undefined): Verdict {
  const end = finalEnd(evidence, attempt);
  if (end === undefined) return NOT_APPLICABLE;
  if (next === undefined || restartedBetween(evidence, attempt, end.atMs, next)) return HELD;
  const laterMs = next.startedAtMs - end.atMs;
  return violated(
    `${sayProcess(next)} was started ${sayMs(evidence, laterMs)} after ${sayProcess(attempt)} ${end.what}`,
  );
}

function finalEnd(evidence: Evidence, attempt: Invocation): { what: string; atMs: number } | undefined {
  const stop = stopOf(evidence, attempt);
  if (stop.kind === 'own-will') {
    // A segmentation fault is ffmpeg's own, and another rung may avoid it.
    const fromOutside = stop.signal === 'SIGKILL' || stop.signal === 'SIGTERM' || stop.signal === 'SIGINT';
    return fromOutside ? { what: `was ended from outside by ${stop.signal}`, atMs: stop.atMs } : undefined;
  }
  if (stop.kind === 'alive') return undefined;
  if (stop.why === 'judgement') return { what: 'was killed as stalled', atMs: stop.atMs };
  if (stop.why === 'total-timeout') return { what: 'was killed at the total timeout', atMs: stop.atMs };
  return undefined;
}

/**
 * A supervisor that died and was started anew does the job anew. It takes the lock before it starts ffmpeg: what was over
 * in the very instant of its start is none of its own.
 */
function restartedBetween(evidence: Evidence, attempt: Invocation, endMs: number, next: Invocation): boolean {
  return supervisorStarts(evidence, attempt.job).some(
    ({ atMs }) => (atMs > attempt.startedAtMs || atMs >= endMs) && atMs <= next.startedAtMs,
  );
}

/** A start that was under way when the cancel arrived is no retry. */
function judgeCancel(evidence: Evidence, job: string, attempts: readonly Invocation[]): Verdict {
  const cancelled = cancelledAtMs(evidence, job);
  if (cancelled === undefined) return NOT_APPLICABLE;
  const after = attempts.find(
    ({ spawnedAtMs }) => spawnedAtMs > cancelled + toActMs(evidence, TOLERANCE.overlapMs),
  );
  if (after === undefined) return HELD;
  return violated(
    `${sayProcess(after)} was started ${sayMs(evidence, after.spawnedAtMs - cancelled)} after the cancel`,
  );
}

/** What stderr said is not in the evidence; a scenario that can only end so says it for the fakes. */
function judgeFinalOutcome(evidence: Evidence, job: string, attempts: readonly Invocation[]): Verdict {
  const expected = evidence.scenario.jobs.find(({ id }) => id === job)?.expect.outcome ?? [];
  if (expected.length !== 1 || expected[0] !== 'no-space' || attempts.length === 0) return NOT_APPLICABLE;
  const [, second] = attempts;
  if (second === undefined) return HELD;
  return violated(`${sayProcess(second)} was started although the disk was full`);
}
