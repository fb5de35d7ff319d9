import { assert } from '../base/assert.js';
import { runInVirtualTime } from '../harness/engines/virtual/run-in-virtual-time.js';
import { readScenario } from '../scenario/load.js';
import type { FuzzSubject } from './play-case.js';
import { settledByMs } from './settled-by.js';

const PLAIN_JOB = `
title: A plain job of two hours
why: it tells how fast simulated time goes by
from: [TigerBeetle VOPR]
recording: { size: 8GB, duration: 6h, video: h264, audio: ac3 }
catches: [settles]
watch: { timeout: 3h }
ffmpeg:
  default:
    - complete: { blocks: 14400, every: 500ms }
expect:
  outcome: published
`;

/** The first rounds are slower: what runs them is still being compiled. */
const ROUNDS = { toWarmUp: 4, measured: 5 };

const SEED = 1;

/**
 * Simulated time by real time for one plain job of two hours with a progress block each half second: every byte is printed
 * and parsed, and every event of the supervisor kept. The median of its rounds.
 * @param now ms of a steady clock
 */
export async function accelerationFor(
  { name, create }: FuzzSubject,
  now: () => number,
  { toWarmUp, measured }: typeof ROUNDS = ROUNDS,
): Promise<number> {
  const scenario = readScenario(PLAIN_JOB, { file: 'plain-job', id: 'plain-job' });
  const boundMs = settledByMs(scenario, 0);
  const elapsedMs: number[] = [];
  let simulatedMs = 0;
  for (let round = 0; round < toWarmUp + measured; round++) {
    const startedAtMs = now();
    const evidence = await runInVirtualTime(scenario, { name, create, seed: SEED, boundMs });
    if (round >= toWarmUp) elapsedMs.push(now() - startedAtMs);
    if (simulatedMs === 0) simulatedMs = evidence.events.at(-1)?.atMs ?? 0;
  }
  const medianMs = elapsedMs.sort((a, b) => a - b)[measured >> 1];
  assert(medianMs !== undefined && simulatedMs > 0, 'nothing was measured');
  return simulatedMs / medianMs;
}
