import type { Evidence, JobEvidence } from './evidence.js';
import type { Verdict } from './oracle.js';

export const HELD: Verdict = { status: 'held' };
export const NOT_APPLICABLE: Verdict = { status: 'not-applicable' };

export function violated(sentence: string): Verdict {
  return { status: 'violated', sentence };
}

export function unobservable(sentence: string): Verdict {
  return { status: 'unobservable', sentence };
}

/** One accusation outweighs all else, and one part that could not be seen outweighs what was seen to be well. */
const GRAVITY = ['violated', 'inconclusive', 'unobservable', 'held', 'not-applicable'] as const;

/** The gravest of several verdicts; the first of its kind, and not-applicable when there is none. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  for (const status of GRAVITY) {
    const found = verdicts.find((verdict) => verdict.status === status);
    if (found !== undefined) return found;
  }
  return NOT_APPLICABLE;
}

/** Judges each job and names it in the sentence where there are several. */
export function eachJob(evidence: Evidence, judge: (job: JobEvidence) => Verdict): Verdict {
  const several = evidence.jobs.length > 1;
  return gravest(
    evidence.jobs.map((job) => {
      const verdict = judge(job);
      return several && 'sentence' in verdict
        ? { ...verdict, sentence: `job ${job.id}: ${verdict.sentence}` }
        : verdict;
    }),
  );
}
