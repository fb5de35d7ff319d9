import type { LockOwner } from '../../scenario/scenario.js';
import type { Evidence, JobEvidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { answerOf } from '../readings/answers.js';
import { harnessEvents, killedAtMs, settlementsOf } from '../readings/moments.js';
import { sayMs } from '../readings/say.js';
import { TOLERANCE, toActMs } from '../tolerance.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, unobservable, violated } from '../verdicts.js';

export const survivesItsOwnDeath: Oracle = {
  name: 'survives-its-own-death',
  claim:
    'after SIGKILL of the supervisor ffmpeg and its descendants are gone within 1 s, and the next start recovers lock and temp files at once',
  timing: true,
  judge: (evidence) => {
    const killed = killedAtMs(evidence);
    if (killed === undefined) return judgeFoundLock(evidence);
    return eachJob(evidence, (job) =>
      gravest([judgeOrphans(evidence, job, killed), judgeRecovery(evidence, job, killed)]),
    );
  },
};

function judgeOrphans(evidence: Evidence, job: JobEvidence, killed: number): Verdict {
  if (!aliveBeforeTheKill(evidence, job.id)) return NOT_APPLICABLE;
  // What the kernel holds is not the subject's to end.
  if (harnessEvents(evidence, 'doomed').some(({ job: of }) => of === job.id)) return NOT_APPLICABLE;
  const gone = harnessEvents(evidence, 'tree-gone').find(
    (event) => event.job === job.id && event.atMs >= killed,
  );
  if (gone === undefined) return violated('a process of the job outlived the killed supervisor');
  const livedMs = gone.atMs - killed;
  if (livedMs <= toActMs(evidence, TOLERANCE.orphanMs)) return HELD;
  return violated(
    `a process of the job lived on for ${sayMs(evidence, livedMs)} after the supervisor was killed`,
  );
}

function judgeRecovery(evidence: Evidence, job: JobEvidence, killed: number): Verdict {
  // In virtual time, the next one starts at that very instant.
  const restarted = harnessEvents(evidence, 'subject-started').some(({ atMs }) => atMs >= killed);
  if (!restarted) return NOT_APPLICABLE;
  return judgeTurnedAway(evidence, job);
}

/** Owners that are provably gone, whatever their pid says now. */
const GONE: readonly LockOwner[] = ['dead', 'reused-pid', 'rebooted'];

/** The lock of such an owner that the scenario put there is the same case, without the killing. */
function judgeFoundLock(evidence: Evidence): Verdict {
  const stale = evidence.scenario.machine.flatMap((deed) =>
    deed.action === 'lock' && GONE.includes(deed.owner) ? [deed.job ?? evidence.scenario.jobs[0]?.id] : [],
  );
  if (stale.length === 0) return NOT_APPLICABLE;
  if (!evidence.shows.lock) return unobservable('it has no lock that could be left behind');
  return gravest(
    evidence.jobs.filter(({ id }) => stale.includes(id)).map((job) => judgeTurnedAway(evidence, job)),
  );
}

function judgeTurnedAway(evidence: Evidence, job: JobEvidence): Verdict {
  // Whoever competes for an output can be turned away by a living rival.
  if (evidence.jobs.some(({ id, output }) => id !== job.id && output === job.output)) return NOT_APPLICABLE;
  if (hasLivingOwner(evidence, job.id)) return NOT_APPLICABLE;
  // What the kernel held when its supervisor died may still write: the lock is its too.
  const [first] = settlementsOf(evidence, job.id);
  if (
    first !== undefined &&
    aliveAfter(
      evidence.events.filter(({ atMs }) => atMs <= first.atMs),
      job.id,
    )
  )
    return NOT_APPLICABLE;
  const answer = answerOf(evidence, job.id);
  if (answer === undefined) return NOT_APPLICABLE;
  return answer === 'busy' ? violated('the lock of a dead owner turned the job away') : HELD;
}

/** The scenario put another lock there, which nobody may take over. */
function hasLivingOwner({ scenario }: Evidence, job: string): boolean {
  return scenario.machine.some(
    (deed) =>
      deed.action === 'lock' &&
      ['foreign-host', 'garbage', 'living'].includes(deed.owner) &&
      (deed.job ?? scenario.jobs[0]?.id) === job,
  );
}

function aliveBeforeTheKill(evidence: Evidence, job: string): boolean {
  const killed = evidence.events.findIndex(
    ({ from, event }) => from === 'harness' && event.kind === 'machine' && event.action === 'kill',
  );
  return aliveAfter(evidence.events.slice(0, killed), job);
}

/** Whether anything of the job lived when the last of these events had come. */
function aliveAfter(events: Evidence['events'], job: string): boolean {
  const last = events.findLast(
    ({ from, event }) =>
      from === 'harness' && (event.kind === 'tree-alive' || event.kind === 'tree-gone') && event.job === job,
  );
  return last?.from === 'harness' && last.event.kind === 'tree-alive';
}
