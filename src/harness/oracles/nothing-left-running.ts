import { counted } from '../../base/counted.js';
import type { Evidence, JobEvidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { typedOutcomeOf } from '../readings/answers.js';
import { orphanedRemovals } from '../readings/file-troubles.js';
import {
  gaveUpAtMs,
  harnessEvents,
  killedAtMs,
  observedUntilMs,
  settlementsOf,
} from '../readings/moments.js';
import { sayMs } from '../readings/say.js';
import { TOLERANCE, withNoiseMs } from '../tolerance.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const nothingLeftRunning: Oracle = {
  name: 'nothing-left-running',
  claim: "has no process of the job's tree alive when it gives slot, lock or temp file away",
  timing: true,
  judge: (evidence) => gravest([judgeEnd(evidence), eachJob(evidence, (job) => judgeJob(evidence, job))]),
};

function judgeEnd(evidence: Evidence): Verdict {
  // Whoever is killed leaves behind what `survives-its-own-death` judges.
  if (gaveUpAtMs(evidence) !== undefined || killedAtMs(evidence) !== undefined) return NOT_APPLICABLE;
  const held = unkillablePids(evidence);
  const count = evidence.leftAlive.filter((pid) => !held.includes(pid)).length;
  if (count === 0) return HELD;
  return violated(
    `${counted(count, 'process was', 'processes were')} still alive after the subject had ended`,
  );
}

/** Processes that the kernel holds to the end, of jobs that said so: nobody can end them. */
function unkillablePids(evidence: Evidence): number[] {
  return harnessEvents(evidence, 'doomed').flatMap(({ job, pid }) =>
    reportedStuck(evidence, job) ? [pid] : [],
  );
}

function reportedStuck(evidence: Evidence, job: string): boolean {
  const told = typedOutcomeOf(evidence, job);
  return told !== undefined && told.kind !== 'published' && told.cause.unkillable === true;
}

function judgeJob(evidence: Evidence, job: JobEvidence): Verdict {
  // A supervisor knows nothing of what the kernel held when the one before it was killed.
  const doomed = harnessEvents(evidence, 'doomed').some((event) => event.job === job.id);
  if (doomed && killedAtMs(evidence) !== undefined) return NOT_APPLICABLE;
  // What could not be killed is reported, and keeps lock and slot: see `givenAway`.
  const reported = reportedStuck(evidence, job.id);
  const settled = settlementsOf(evidence, job.id)[0];
  const overlap = harnessEvents(evidence, 'overlap').find((event) => event.job === job.id);
  if (overlap !== undefined) {
    return violated('a process of one attempt was still alive when the next attempt had begun');
  }
  const toleratedMs = withNoiseMs(evidence, TOLERANCE.overlapMs);
  for (const { what, atMs } of [
    ...givenAway(evidence, job),
    ...(settled === undefined || reported ? [] : [{ what: 'the job was answered', atMs: settled.atMs }]),
  ]) {
    const outlivedMs = treeOutlivedMs(evidence, job.id, atMs);
    if (outlivedMs > toleratedMs) {
      return violated(`a process of the job lived on for ${sayMs(evidence, outlivedMs)} after ${what}`);
    }
  }
  return settled === undefined ? NOT_APPLICABLE : HELD;
}

/** Sums of fractions of a millisecond. */
const SAME_MS = 1e-6;

/** Moments at which another job may lay hands on the lock or the output. */
function givenAway(evidence: Evidence, job: JobEvidence): { what: string; atMs: number }[] {
  // Where jobs compete for one output, whose lock it was is not to be seen.
  if (evidence.jobs.filter(({ output }) => output === job.output).length > 1) return [];
  // Nor when the harness took it away, with the folder.
  if (harnessEvents(evidence, 'machine').some(({ action }) => action === 'remove-folder')) return [];
  const lock = `${job.output}.lock`;
  const orphaned = orphanedRemovals(evidence, lock);
  const last = harnessEvents(evidence, 'file-vanished').findLast(
    ({ name, atMs }) => name === lock && !orphaned.some((effectMs) => Math.abs(effectMs - atMs) < SAME_MS),
  );
  return last === undefined ? [] : [{ what: 'its lock was removed', atMs: last.atMs }];
}

/** How long the tree that was alive at an instant lived on after it; 0 when none was. */
function treeOutlivedMs(evidence: Evidence, job: string, atMs: number): number {
  let alive = false;
  for (const entry of evidence.events) {
    if (entry.from !== 'harness') continue;
    const { event } = entry;
    if (event.kind === 'tree-gone' && event.job === job) {
      if (alive && entry.atMs > atMs) return entry.atMs - atMs;
      alive = false;
    }
    if (event.kind === 'tree-alive' && event.job === job) {
      if (entry.atMs > atMs) return 0;
      alive = true;
    }
  }
  return alive ? Math.max(0, lastSeenMs(evidence) - atMs) : 0;
}

function lastSeenMs(evidence: Evidence): number {
  return Math.max(observedUntilMs(evidence), evidence.events.at(-1)?.atMs ?? 0);
}
