import { escapeControl } from '../../base/escape.js';
import type { Expectation } from '../../scenario/scenario.js';
import type { Evidence, JobEvidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { answerOf } from '../readings/answers.js';
import { attemptsOf } from '../readings/invocations.js';
import { supervisorStarts } from '../readings/moments.js';
import { sayList } from '../readings/say.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, unobservable, violated } from '../verdicts.js';

export const asExpected: Oracle = {
  name: 'as-expected',
  claim: 'ends the job as this scenario asks: the outcome, the rungs tried, the words of the error log',
  // Not a time itself, but a machine that delays ffmpeg's writes plays another scenario than the script's.
  timing: true,
  judge: (evidence) =>
    eachJob(evidence, (job) => {
      const expected = evidence.scenario.jobs.find(({ id }) => id === job.id)?.expect;
      if (expected === undefined) return NOT_APPLICABLE;
      return gravest([
        judgeOutcome(evidence, job, expected),
        judgeAttempts(evidence, job, expected),
        judgeErrorLog(evidence, job, expected),
      ]);
    }),
};

function judgeOutcome(evidence: Evidence, job: JobEvidence, { outcome }: Expectation): Verdict {
  const answer = answerOf(evidence, job.id);
  // That it never answered is for `settles` to say.
  if (answer === undefined) return NOT_APPLICABLE;
  const right: readonly string[] = outcome;
  if (right.includes(answer)) return HELD;
  const wanted = right.join(' or ');
  if (answer === 'failed' && right.some((kind) => kind !== 'published')) {
    // A subject that promises typed outcomes owes one here.
    if (evidence.shows.events) return violated(`failed without saying how; ${wanted} was right`);
    return unobservable(`it says only that it failed; ${wanted} was right`);
  }
  return violated(`ended as ${answer}; ${wanted} was right`);
}

function judgeAttempts(evidence: Evidence, job: JobEvidence, { attempts }: Expectation): Verdict {
  if (attempts === undefined) return NOT_APPLICABLE;
  const fromMs = supervisorStarts(evidence, job.id).at(-1)?.atMs ?? 0;
  const made = attemptsOf(evidence, job.id).filter(({ startedAtMs }) => startedAtMs >= fromMs);
  const rungs = made.flatMap(({ strategy }) => strategy ?? []);
  if (rungs.length < made.length) {
    return unobservable('its ffmpeg command lines are none of the three known rungs');
  }
  if (rungs.join() === attempts.join()) return HELD;
  return violated(`tried ${orNothing(rungs)}; ${orNothing(attempts)} was right`);
}

function judgeErrorLog(evidence: Evidence, job: JobEvidence, { errorLog }: Expectation): Verdict {
  if (errorLog === undefined) return NOT_APPLICABLE;
  if (!evidence.shows.errorLog) return unobservable('it keeps no error log');
  const missing = errorLog.find((text) => job.errorLog?.includes(text) !== true);
  if (missing === undefined) return HELD;
  if (job.errorLog === undefined)
    return violated(`left no error log; it should say "${escapeControl(missing)}"`);
  return violated(`the error log does not say "${escapeControl(missing)}"`);
}

function orNothing(rungs: readonly string[]): string {
  return rungs.length === 0 ? 'no rung' : sayList(rungs);
}
