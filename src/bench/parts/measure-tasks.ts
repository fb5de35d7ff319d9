import { median, shuffle } from 'simple-statistics';
import { Bench, type TimestampProvider } from 'tinybench';
import type { Random } from '../../base/random.js';
import type { MicroTask } from './micro-task.js';

export interface MicroTaskResult {
  readonly task: MicroTask;
  /** CPU time of one run. */
  readonly ms: number;
}

export interface RoundSettings {
  /** CPU time of each task before anything counts: until the compiler has done what it will do. */
  readonly warmUpMs: number;
  readonly rounds: number;
  /** How long each task runs in each round, in CPU time. */
  readonly taskMs: number;
}

const LEAST_RUNS = 2;

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
 * Measures tasks side by side: in short rounds, in another order each time, after one round that only warms up. What
 * disturbs the machine for a while then disturbs all of them, and the median of the rounds forgets it.
 */
export async function measureTasks(
  tasks: readonly MicroTask[],
  { warmUpMs, rounds, taskMs }: RoundSettings,
  random: Random,
): Promise<MicroTaskResult[]> {
  const medians = new Map<MicroTask, number[]>(tasks.map((task) => [task, []]));
  for (let round = 0; round <= rounds; round++) {
    const warmingUp = round === 0;
    const bench = new Bench({
      time: warmingUp ? warmUpMs : taskMs,
      iterations: LEAST_RUNS,
      warmup: false,
      throws: true,
      timestampProvider: CPU_CLOCK,
    });
    const order = shuffle([...tasks], random);
    order.forEach((task, index) => void bench.add(String(index), () => task.run()));
    await bench.run();
    if (warmingUp) continue;
    order.forEach((task, index) => {
      const result = bench.getTask(String(index))?.result;
      if (result !== undefined && 'latency' in result) medians.get(task)?.push(result.latency.p50);
    });
  }
  return tasks.map((task) => ({ task, ms: median(medians.get(task) ?? []) }));
}
