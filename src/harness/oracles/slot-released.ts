import { counted } from '../../base/counted.js';
import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { fileDelayMs } from '../readings/file-troubles.js';
import { invocationsOf } from '../readings/invocations.js';
import { gaveUpAtMs, harnessEvents, killedAtMs, pausedMs, submittedAtMs } from '../readings/moments.js';
import { sayMs } from '../readings/say.js';
import { TOLERANCE, toActMs, withNoiseMs } from '../tolerance.js';
import { HELD, NOT_APPLICABLE, unobservable, violated } from '../verdicts.js';

export const slotReleased: Oracle = {
  name: 'slot-released',
  claim: "gives the slot back exactly once, on every path, within 50 ms of the last process's death",
  timing: true,
  judge,
};

const PATIENT_LOOK_MS = 1_000;

/** The span in which a job had processes: it held a slot, at least for that long. */
interface Tenancy {
  readonly job: string;
  readonly fromMs: number;
  readonly toMs: number;
}

function judge(evidence: Evidence): Verdict {
  const { slots } = evidence.scenario;
  if (evidence.jobs.length <= slots) return NOT_APPLICABLE;
  if (!evidence.shows.slots) return unobservable('it runs one job a process, so it has no slots');
  if (killedAtMs(evidence) !== undefined) return NOT_APPLICABLE;
  const tenancies = tenanciesOf(evidence);
  for (const [index, tenancy] of tenancies.entries()) {
    if (index < slots) continue;
    const earlier = tenancies.slice(0, index);
    const overlapMs = withNoiseMs(evidence, TOLERANCE.overlapMs);
    const running = earlier.filter(({ toMs }) => toMs > tenancy.fromMs + overlapMs);
    if (running.length >= slots) {
      return violated(
        `job ${tenancy.job} was started while ${counted(running.length, 'job', 'jobs')} ran on ${counted(slots, 'slot', 'slots')}`,
      );
    }
    const freedMs = freedAtMs(earlier, slots);
    const readyMs = Math.max(freedMs, submittedAtMs(evidence, tenancy.job) ?? freedMs);
    const waitedMs = tenancy.fromMs - readyMs - pausedMs(evidence, readyMs, tenancy.fromMs);
    if (waitedMs > toActMs(evidence, TOLERANCE.slotMs) + fileDelayMs(evidence) + reapLookMs(evidence)) {
      return violated(`job ${tenancy.job} was started ${sayMs(evidence, waitedMs)} after a slot was free`);
    }
  }
  return judgeUnstarted(evidence, tenancies);
}

/** What could not be killed is looked at each second: that it is gone after all is learnt so much later. */
function reapLookMs(evidence: Evidence): number {
  return harnessEvents(evidence, 'doomed').length > 0 ? PATIENT_LOOK_MS : 0;
}

function judgeUnstarted(evidence: Evidence, tenancies: readonly Tenancy[]): Verdict {
  const gaveUp = gaveUpAtMs(evidence);
  if (gaveUp === undefined) return tenancies.length > evidence.scenario.slots ? HELD : NOT_APPLICABLE;
  const starved = evidence.jobs.find(({ id }) => !tenancies.some(({ job }) => job === id));
  const busy = tenancies.filter(({ toMs }) => toMs >= gaveUp).length;
  if (starved === undefined || busy >= evidence.scenario.slots) return NOT_APPLICABLE;
  return violated(`job ${starved.id} was never started although a slot was free`);
}

/** In order of their first process; a job that was turned away has none. */
function tenanciesOf(evidence: Evidence): Tenancy[] {
  return evidence.jobs
    .flatMap(({ id }) => {
      const [first] = invocationsOf(evidence, id);
      if (first === undefined) return [];
      return [{ job: id, fromMs: first.spawnedAtMs, toMs: lastGoneMs(evidence, id) }];
    })
    .sort((a, b) => a.fromMs - b.fromMs || a.toMs - b.toMs);
}

/** Infinity for a tree that was alive to the end: an earlier process of the job may have ended long before. */
function lastGoneMs(evidence: Evidence, job: string): number {
  const last = evidence.events.findLast(
    ({ from, event }) =>
      from === 'harness' && (event.kind === 'tree-alive' || event.kind === 'tree-gone') && event.job === job,
  );
  return last?.from === 'harness' && last.event.kind === 'tree-gone' ? last.atMs : Number.POSITIVE_INFINITY;
}

/** When the first of the slots that `earlier` jobs had taken was free for one more. */
function freedAtMs(earlier: readonly Tenancy[], slots: number): number {
  const ends = earlier.map(({ toMs }) => toMs).sort((a, b) => a - b);
  return ends[earlier.length - slots] ?? Number.POSITIVE_INFINITY;
}
