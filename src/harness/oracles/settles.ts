import { MACHINE } from '../../supervisor/config.js';
import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { firstSpawnMs } from '../readings/budget.js';
import { fileDelayMs } from '../readings/file-troubles.js';
import { invocationsOf } from '../readings/invocations.js';
import {
  cancelledAtMs,
  gaveUpAtMs,
  harnessEvents,
  killedAtMs,
  observedUntilMs,
  pausedMs,
  settlementsOf,
  submittedAtMs,
  totalTimeoutMs,
} from '../readings/moments.js';
import { sayMs } from '../readings/say.js';
import { TOLERANCE, toActMs } from '../tolerance.js';
import { eachJob, HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const settles: Oracle = {
  name: 'settles',
  claim:
    'ends every job exactly once, with an answer, within its total timeout plus a bounded reap, or sooner where the scenario leaves nothing to wait for',
  timing: true,
  judge: (evidence) => eachJob(evidence, ({ id }) => judge(evidence, id)),
};

function judge(evidence: Evidence, job: string): Verdict {
  const submitted = submittedAtMs(evidence, job);
  if (submitted === undefined) return NOT_APPLICABLE;
  const answers = settlementsOf(evidence, job);
  const [first, second] = answers;
  if (first === undefined) return judgeSilence(evidence, submitted);
  if (second !== undefined) {
    return violated(`answered ${answers.length} times: ${answers.map(({ outcome }) => outcome).join(', ')}`);
  }
  // Whoever is started anew does the job anew.
  const startMs = harnessEvents(evidence, 'subject-started').findLast(({ atMs }) => atMs <= first.atMs)?.atMs;
  const fromMs = Math.max(submitted, startMs ?? submitted);
  const tookMs = first.atMs - fromMs;
  const boundMs =
    totalTimeoutMs(evidence, job) +
    toActMs(evidence, MACHINE.reapBoundMs + patienceMs(evidence, job)) +
    pausedMs(evidence, submitted, first.atMs) +
    waitedMs(evidence, job, fromMs) +
    probedMs(evidence, job) +
    fileDelayMs(evidence);
  if (tookMs <= boundMs) return HELD;
  return violated(`ended after ${sayMs(evidence, tookMs)}; its time was ${sayMs(evidence, boundMs)}`);
}

/** A cancel asks before it kills, and what cannot be killed is looked at now and then. */
function patienceMs(evidence: Evidence, job: string): number {
  const held = harnessEvents(evidence, 'doomed').some((event) => event.job === job);
  return held || cancelledAtMs(evidence, job) !== undefined ? TOLERANCE.cancelMs : 0;
}

/** The total time begins with the slot; whether that came in time is for `slot-released` to say. */
function waitedMs(evidence: Evidence, job: string, fromMs: number): number {
  if (evidence.jobs.length <= evidence.scenario.slots) return 0;
  const firstMs = firstSpawnMs(evidence, job, fromMs);
  return firstMs === undefined ? observedUntilMs(evidence) : firstMs - fromMs;
}

/** It is the time of the attempts: each probe has a bound of its own. */
function probedMs(evidence: Evidence, job: string): number {
  return invocationsOf(evidence, job)
    .filter(({ tool }) => tool === 'ffprobe')
    .reduce((sum, { spawnedAtMs, doomedAtMs }) => sum + ((doomedAtMs ?? spawnedAtMs) - spawnedAtMs), 0);
}

function judgeSilence(evidence: Evidence, submitted: number): Verdict {
  const gaveUp = gaveUpAtMs(evidence);
  if (gaveUp !== undefined) {
    return violated(`had not ended ${sayMs(evidence, gaveUp - submitted)} after it was submitted`);
  }
  const exit = harnessEvents(evidence, 'subject-exited').at(-1);
  if (exit === undefined || killedAtMs(evidence) !== undefined) return NOT_APPLICABLE;
  const how = exit.signal === undefined ? `with code ${exit.code}` : `by ${exit.signal}`;
  return violated(`was never answered: the subject ended ${how}`);
}
