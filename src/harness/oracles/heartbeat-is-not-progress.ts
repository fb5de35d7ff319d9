import { counted } from '../../base/counted.js';
import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { sayMs, sayProcess } from '../readings/say.js';
import { type Stall, stallsOfJob } from '../readings/stalls.js';
import { eachJob, gravest, HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const heartbeatIsNotProgress: Oracle = {
  name: 'heartbeat-is-not-progress',
  claim:
    'counts only advance of output time or size beyond their maxima; repeated, N/A, backward or oscillating values are no progress',
  timing: true,
  judge: (evidence) =>
    eachJob(evidence, ({ id }) => gravest(stallsOfJob(evidence, id).map((stall) => judge(evidence, stall)))),
};

function judge(evidence: Evidence, stall: Stall): Verdict {
  const { silence, untilMs, process } = stall;
  const beats = silence.heartbeats.filter((atMs) => atMs <= untilMs);
  if (beats.length === 0) return NOT_APPLICABLE;
  if (!stall.overdue) return HELD;
  return violated(
    `${sayProcess(process)} printed ${counted(beats.length, 'block', 'blocks')} without advance and was still alive ${sayMs(evidence, untilMs - silence.sinceMs)} after ${silence.afterSpawn ? 'its start' : 'its last advance'}`,
  );
}
