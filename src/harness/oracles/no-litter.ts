import type { Evidence, JobEvidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { answerOf, typedOutcomeOf } from '../readings/answers.js';
import { filesFailed } from '../readings/file-troubles.js';
import { gaveUpAtMs, harnessEvents, killedAtMs } from '../readings/moments.js';
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
  // Whoever is turned away touches nothing, not even what a killed supervisor has left.
  const untouched = rivals.every(({ id }) => answerOf(evidence, id) === 'busy');
  if (untouched && killedAtMs(evidence) !== undefined) return NOT_APPLICABLE;
  const litter = [...(job.lock ? ['the lock'] : []), ...job.temps];
  return litter.length === 0 ? HELD : violated(`left ${sayList(litter)} behind`);
}

function keepsOnPurpose(evidence: Evidence, job: string): boolean {
  const outcome = typedOutcomeOf(evidence, job);
  return outcome !== undefined && outcome.kind !== 'published' && outcome.cause.unkillable === true;
}

/** The scenario killed it and did not start it anew: nobody was there to tidy up. */
function endedByKill(evidence: Evidence): boolean {
  return harnessEvents(evidence, 'subject-exited').at(-1)?.signal === 'SIGKILL';
}
