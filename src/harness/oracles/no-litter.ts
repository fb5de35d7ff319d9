import type { Evidence, JobEvidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { answerOf, typedOutcomeOf } from '../readings/answers.js';
import { filesFailed } from '../readings/file-troubles.js';
import { gaveUpAtMs, harnessEvents, settlementsOf } from '../readings/moments.js';
import { sayList } from '../readings/say.js';
import { eachJob, HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const noLitter: Oracle = {
  name: 'no-litter',
  claim: 'leaves no lock, no temp file and no concat list behind',
  timing: false,
  judge: (evidence) => {
    if (gaveUpAtMs(evidence) !== undefined || endedByKill(evidence)) return NOT_APPLICABLE;
    // What the file system refuses to remove is not the subject's litter.
    if (filesFailed(evidence)) return NOT_APPLICABLE;
    return eachJob(evidence, (job) => judge(evidence, job));
  },
};

function judge(evidence: Evidence, job: JobEvidence): Verdict {
  const rivals = evidence.jobs.filter(({ output }) => output === job.output);
  // What cannot be killed keeps its lock and temp file on purpose.
  if (rivals.some(({ id }) => keepsOnPurpose(evidence, id))) return NOT_APPLICABLE;
  const litter = [...(job.lock ? ['the lock'] : []), ...job.temps];
  if (litter.length === 0) return HELD;
  const names = [...(job.lock ? [`${job.output}.lock`] : []), ...job.temps];
  if (isOfTheDead(evidence, rivals, names)) return NOT_APPLICABLE;
  return violated(`left ${sayList(litter)} behind`);
}

/**
 * Whoever is turned away touches nothing, not even what a supervisor has left that was killed at the same job. What stood
 * there when a job that was not turned away gave its answer is that job's, whoever was killed afterwards.
 */
function isOfTheDead(evidence: Evidence, rivals: readonly JobEvidence[], names: readonly string[]): boolean {
  const answers = rivals.map(({ id }) => ({
    outcome: answerOf(evidence, id),
    atMs: settlementsOf(evidence, id).at(-1)?.atMs ?? Number.POSITIVE_INFINITY,
  }));
  const turnedAway = answers.filter(({ outcome }) => outcome === 'busy');
  const others = answers.filter((answer) => !turnedAway.includes(answer));
  const doneMs = Math.max(...others.map(({ atMs }) => atMs));
  const kill = harnessEvents(evidence, 'machine').find(
    ({ action, atMs }) => action === 'kill' && atMs > doneMs,
  );
  if (kill === undefined || !turnedAway.some(({ atMs }) => atMs >= kill.atMs)) return false;
  if (others.length === 0) return true;
  const appeared = harnessEvents(evidence, 'file-appeared').filter(({ atMs }) => atMs > doneMs);
  return names.every((litter) => appeared.some(({ name }) => name === litter));
}

function keepsOnPurpose(evidence: Evidence, job: string): boolean {
  const outcome = typedOutcomeOf(evidence, job);
  return outcome !== undefined && outcome.kind !== 'published' && outcome.cause.unkillable === true;
}

/** The scenario killed it and did not start it anew: nobody was there to tidy up. */
function endedByKill(evidence: Evidence): boolean {
  return harnessEvents(evidence, 'subject-exited').at(-1)?.signal === 'SIGKILL';
}
