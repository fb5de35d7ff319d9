import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { attemptsOf, type Invocation } from '../readings/invocations.js';
import { scaledMs } from '../readings/moments.js';
import { sayMs, sayProcess } from '../readings/say.js';
import { type Stall, stallsOf } from '../readings/stalls.js';
import { eachJob, gravest, HELD, violated } from '../verdicts.js';

export const noFalseKill: Oracle = {
  name: 'no-false-kill',
  claim:
    'never kills an ffmpeg that advanced within the stall time, is inside its startup grace, or is finalising',
  timing: true,
  judge: (evidence) =>
    eachJob(evidence, ({ id }) =>
      gravest(attemptsOf(evidence, id).map((process) => judge(evidence, process))),
    ),
};

function judge(evidence: Evidence, process: Invocation): Verdict {
  const early = stallsOf(evidence, process).find((stall) => stall.early);
  return early === undefined ? HELD : violated(accuse(evidence, early));
}

function accuse(evidence: Evidence, { process, silence, deadline, untilMs }: Stall): string {
  const { watch } = evidence.scenario;
  const killed = `${sayProcess(process)} was killed`;
  const ranMs = untilMs - process.spawnedAtMs;
  const graceMs = scaledMs(evidence, watch.startupGraceMs);
  if (ranMs < graceMs) {
    return `${killed} ${sayMs(evidence, ranMs)} after its start, inside its grace of ${sayMs(evidence, graceMs)}`;
  }
  const worked = silence.works.findLast(({ atMs, own }) => own && atMs <= untilMs)?.atMs;
  if (untilMs >= deadline.stallAtMs && worked !== undefined) {
    return `${killed} while it was finalising: it had moved data ${sayMs(evidence, untilMs - worked)} before`;
  }
  const since = silence.afterSpawn ? 'its start' : 'an advance';
  const stallMs = scaledMs(evidence, watch.stallTimeoutMs);
  return `${killed} only ${sayMs(evidence, untilMs - silence.sinceMs)} after ${since}; the stall time is ${sayMs(evidence, stallMs)}`;
}
