import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.js';
import { measureTasks } from '../../../src/bench/parts/measure-tasks.js';

it('measures every task in every round, and once before', async () => {
  const runs = { quick: 0, slow: 0 };
  const task = (subject: keyof typeof runs, loops: number) => ({
    scene: 's',
    subject,
    amount: 1,
    run: async () => {
      runs[subject]++;
      for (let i = 0; i < loops; i++) await Promise.resolve();
    },
  });
  const tasks = [task('quick', 10), task('slow', 20_000)];
  const results = await measureTasks(tasks, { warmUpMs: 1, rounds: 2, taskMs: 1 }, seededRandom(1));
  expect(results.map(({ task: { subject } }) => subject)).toEqual(['quick', 'slow']);
  expect(runs.slow).toBeGreaterThanOrEqual(6);
  const [quickMs = 0, slowMs = 0] = results.map(({ ms }) => ms);
  expect(quickMs).toBeGreaterThan(0);
  expect(slowMs).toBeGreaterThan(quickMs);
});

it('does not hide a task that fails', async () => {
  const run = (): void => {
    throw new Error('overlooked');
  };
  const task = { scene: 's', subject: 'x', amount: 1, run };
  await expect(measureTasks([task], { warmUpMs: 1, rounds: 1, taskMs: 1 }, seededRandom(1))).rejects.toThrow(
    /overlooked/,
  );
});
