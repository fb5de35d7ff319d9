import type { RemuxOutcome } from '../../supervisor/outcome.js';
import type { Evidence } from '../evidence.js';
import { settlementsOf } from './moments.js';
import { remembered } from './remembered.js';

/** The subject's last answer for the job: the typed one where it gives one, else what its exit means. */
export function answerOf(evidence: Evidence, job: string): string | undefined {
  const settled = settlementsOf(evidence, job).at(-1)?.outcome;
  if (settled !== 'failed') return settled;
  return typedOutcomeOf(evidence, job)?.kind ?? settled;
}

/** The outcome that the subject's events tell for the job. */
export function typedOutcomeOf(evidence: Evidence, job: string): RemuxOutcome | undefined {
  const only = evidence.jobs.length === 1;
  return endingsOf(evidence).findLast(({ jobId }) => only || jobId === job)?.outcome;
}

const endingsOf = remembered((evidence) =>
  evidence.events.flatMap(({ from, event }) =>
    from === 'subject' && event.event === 'job-ended' ? [event] : [],
  ),
);
