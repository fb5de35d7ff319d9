import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { answerOf } from '../readings/answers.js';
import { invocationsOf } from '../readings/invocations.js';
import { cancelledAtMs, settlementsOf } from '../readings/moments.js';
import { sayMs, sayProcess } from '../readings/say.js';
import { stopOf } from '../readings/stops.js';
import { TOLERANCE, withNoiseMs } from '../tolerance.js';
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
    const livedMs = (process.doomedAtMs ?? Number.POSITIVE_INFINITY) - cancelled;
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
  const tookMs = settled.atMs - cancelled;
  if (tookMs > cancelBoundMs(evidence)) {
    return violated(`the job ended ${sayMs(evidence, tookMs)} after the cancel`);
  }
  const answer = answerOf(evidence, job);
  if (answer === 'cancelled') return HELD;
  if (answer === 'failed' && !evidence.shows.cancelled) {
    return unobservable('its answer for a cancelled job is the same as for a failed one');
  }
  return violated(`a cancelled job ended as ${answer}`);
}

/** ffmpeg was through before the cancel came: the job may as well be published. */
function finishedBy(evidence: Evidence, job: string, cancelled: number): boolean {
  const last = invocationsOf(evidence, job).findLast(({ tool }) => tool === 'ffmpeg');
  if (last === undefined) return false;
  const stop = stopOf(evidence, last);
  return stop.kind === 'own-will' && stop.atMs <= cancelled;
}

function cancelBoundMs(evidence: Evidence): number {
  return withNoiseMs(evidence, TOLERANCE.cancelMs);
}
