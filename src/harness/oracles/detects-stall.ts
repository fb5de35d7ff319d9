import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { sayMs, sayProcess } from '../readings/say.js';
import { type Stall, stallsOfJob } from '../readings/stalls.js';
import { eachJob, gravest, HELD, violated } from '../verdicts.js';

export const detectsStall: Oracle = {
  name: 'detects-stall',
  claim: 'kills ffmpeg at max(spawn + grace, last advance or spawn + stall): not earlier, and not later',
  timing: true,
  judge: (evidence) =>
    eachJob(evidence, ({ id }) => gravest(stallsOfJob(evidence, id).map((stall) => judge(evidence, stall)))),
};

function judge(evidence: Evidence, stall: Stall): Verdict {
  if (stall.early || stall.overdue) return violated(sayStall(evidence, stall));
  return HELD;
}

/** `ffmpeg (default) was killed 31 s (0.78 s real) after its last advance; the deadline was at 90 s (2.3 s real)`. */
export function sayStall(evidence: Evidence, stall: Stall): string {
  const { silence, deadline, untilMs } = stall;
  const silentFor = sayMs(evidence, untilMs - silence.sinceMs);
  const since = silence.afterSpawn ? 'its start' : 'its last advance';
  const deed = stall.killed
    ? `was killed ${silentFor} after ${since}`
    : `was left alone for ${silentFor} after ${since}`;
  const at = stall.early ? deadline.earliestMs : deadline.latestMs;
  return `${sayProcess(stall.process)} ${deed}; the deadline was at ${sayMs(evidence, at - silence.sinceMs)}`;
}
