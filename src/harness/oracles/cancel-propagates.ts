import { MACHINE } from '../../supervisor/config.js';
import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { answerOf } from '../readings/answers.js';
import { fileDelayMs, filesFailed } from '../readings/file-troubles.js';
import { invocationsOf } from '../readings/invocations.js';
import { cancelledAtMs, harnessEvents, pausedMs, pausesOf, settlementsOf } from '../readings/moments.js';
import { sayMs, sayProcess } from '../readings/say.js';
import { stopOf } from '../readings/stops.js';
import { TOLERANCE, toActMs } from '../tolerance.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, unobservable, violated } from '../verdicts.js';

export const cancelPropagates: Oracle = {
  name: 'cancel-propagates',
  claim: 'ends the whole tree when it is asked to stop, and says cancelled, within a bound',
  timing: true,
  judge: (evidence) =>
    eachJob(evidence, ({ id }) => {
      const cancelled = cancelledAtMs(evidence, id);
      const settled = settlementsOf(evidence, id)[0];
      if (cancelled === undefined || (settled !== undefined && settled.atMs < cancelled))
        return NOT_APPLICABLE;
      return gravest([judgeTree(evidence, id, cancelled), judgeAnswer(evidence, id, cancelled)]);
    }),
};

function judgeTree(evidence: Evidence, job: string, cancelled: number): Verdict {
  const boundMs = cancelBoundMs(evidence);
  const running = invocationsOf(evidence, job).filter(
    ({ startedAtMs, goneAtMs }) =>
      startedAtMs <= cancelled && (goneAtMs === undefined || goneAtMs > cancelled),
  );
  for (const process of running) {
    const untilMs = process.doomedAtMs ?? Number.POSITIVE_INFINITY;
    const livedMs = untilMs - cancelled - pausedMs(evidence, cancelled, untilMs);
    if (livedMs <= boundMs) continue;
    const how = Number.isFinite(livedMs) ? `lived for ${sayMs(evidence, livedMs)}` : 'went on to the end';
    return violated(`${sayProcess(process)} ${how} after the cancel`);
  }
  return HELD;
}

function judgeAnswer(evidence: Evidence, job: string, cancelled: number): Verdict {
  const settled = settlementsOf(evidence, job)[0];
  // That it never answers is for `settles` to say.
  if (settled === undefined || finishedBy(evidence, job, cancelled)) return NOT_APPLICABLE;
  const tookMs = settled.atMs - cancelled - pausedMs(evidence, cancelled, settled.atMs);
  const held = harnessEvents(evidence, 'doomed').some((event) => event.job === job);
  // What cannot be killed is waited for before it is given up.
  if (tookMs > cancelBoundMs(evidence) + (held ? MACHINE.reapBoundMs : 0) + fileDelayMs(evidence)) {
    return violated(`the job ended ${sayMs(evidence, tookMs)} after the cancel`);
  }
  const answer = answerOf(evidence, job);
  // Whoever was turned away has nothing to cancel.
  if (answer === 'cancelled' || answer === 'busy') return HELD;
  if (answer === 'failed' && !evidence.shows.cancelled) {
    return unobservable('its answer for a cancelled job is the same as for a failed one');
  }
  if ((answer === 'io-error' || answer === 'no-space') && filesFailed(evidence)) return HELD;
  return violated(`a cancelled job ended as ${answer}`);
}

/** Nothing of the job ran any more when the cancel was heard: what it came to was settled by then. */
function finishedBy(evidence: Evidence, job: string, cancelled: number): boolean {
  const last = invocationsOf(evidence, job).at(-1);
  if (last === undefined) return false;
  const stop = stopOf(evidence, last);
  return stop.kind !== 'alive' && stop.atMs <= heardAtMs(evidence, cancelled);
}

/** Whoever sleeps hears it when it wakes, and first does what was due before. */
function heardAtMs(evidence: Evidence, cancelled: number): number {
  const sleep = pausesOf(evidence).find(({ fromMs, toMs }) => fromMs <= cancelled && cancelled <= toMs);
  return sleep?.toMs ?? cancelled;
}

function cancelBoundMs(evidence: Evidence): number {
  return toActMs(evidence, TOLERANCE.cancelMs);
}
