import { shuffle } from 'simple-statistics';
import { Bench, type TimestampProvider } from 'tinybench';
import type { Random } from '../../base/random.js';
import { type MicroTask, OURS } from './micro-task.js';

/** What is ours, and one of those who do the same. */
export interface MicroPair {
  readonly ours: MicroTask;
  readonly theirs: MicroTask;
}

/** Ours in each scene, beside each of the others there. */
export function pairsOf(tasks: readonly MicroTask[]): MicroPair[] {
  return tasks
    .filter(({ subject }) => subject !== OURS)
    .flatMap((theirs) => {
      const ours = tasks.find(({ scene, subject }) => scene === theirs.scene && subject === OURS);
      return ours === undefined ? [] : [{ ours, theirs }];
    });
}

/** CPU time of one run of each, both taken within a few milliseconds. */
export interface PairRound {
  readonly oursMs: number;
  readonly theirsMs: number;
}

export interface PairResult {
  readonly pair: MicroPair;
  readonly rounds: readonly PairRound[];
}

export interface RoundSettings {
  /** CPU time of each task before anything counts: until the compiler has done what it will do. */
  readonly warmUpMs: number;
  readonly rounds: number;
  /** How long each of a pair runs in each round, in CPU time; at least once. */
  readonly taskMs: number;
}

/**
 * CPU time of this process, all its threads. None of these tasks ever waits, so that on an idle machine it is the time
 * that passes; on a busy one it leaves out the time that others had the core.
 */
const CPU_CLOCK: TimestampProvider = {
  name: 'CPU time',
  fn: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  fromMs: (ms) => ms * 1000,
  toMs: (us) => Number(us) / 1000,
};

/**
 * Measures pairs in many short rounds, after a time that only warms up. One of a pair follows directly on the other, in
 * random order, and is to be compared with it within the round: a shared core is now twice as quick as it was a second ago,
 * and hardly ever changes within a few milliseconds.
 */
export async function measurePairs(
  pairs: readonly MicroPair[],
  { warmUpMs, rounds, taskMs }: RoundSettings,
  random: Random,
): Promise<PairResult[]> {
  const tasks = new Set(pairs.flatMap(({ ours, theirs }) => [ours, theirs]));
  for (const task of tasks) await timeEach([task], warmUpMs);
  const measured = new Map<MicroPair, PairRound[]>(pairs.map((pair) => [pair, []]));
  for (let round = 0; round < rounds; round++) {
    for (const pair of shuffle([...pairs], random)) {
      const { ours, theirs } = pair;
      const ms = await timeEach(shuffle([ours, theirs], random), taskMs);
      measured
        .get(pair)
        ?.push({ oursMs: ms.get(ours) ?? Number.NaN, theirsMs: ms.get(theirs) ?? Number.NaN });
    }
  }
  return [...measured].map(([pair, measuredRounds]) => ({ pair, rounds: measuredRounds }));
}

/** CPU time of one run of each task: the median of as many as fit into that time, and one at least. */
async function timeEach(
  tasks: readonly MicroTask[],
  taskMs: number,
): Promise<ReadonlyMap<MicroTask, number>> {
  const bench = new Bench({
    time: taskMs,
    iterations: 1,
    warmup: false,
    throws: true,
    timestampProvider: CPU_CLOCK,
  });
  // Not told, tinybench finds out by a run that it does not wait for, and that run would go on while others are timed.
  const options = { async: true };
  tasks.forEach((task, index) => void bench.add(String(index), () => task.run(), options));
  await bench.run();
  return new Map(
    tasks.flatMap((task, index): [MicroTask, number][] => {
      const result = bench.getTask(String(index))?.result;
      return result !== undefined && 'latency' in result ? [[task, result.latency.p50]] : [];
    }),
  );
}
