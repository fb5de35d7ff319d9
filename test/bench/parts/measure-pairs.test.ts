import { expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.js';
import { measurePairs, pairsOf } from '../../../src/bench/parts/measure-pairs.js';
import { OURS } from '../../../src/bench/parts/micro-task.js';

const task = (scene: string, subject: string, run: () => void | Promise<void> = () => {}) => ({
  scene,
  subject,
  amount: 1,
  run,
});

it('pairs ours with each of the others of its scene', () => {
  const tasks = [
    task('a', 'x'),
    task('a', OURS),
    task('b', OURS),
    task('b', 'y'),
    task('b', 'z'),
    task('c', 'x'),
  ];
  const names = pairsOf(tasks).map(({ ours, theirs }) => [
    ours.scene,
    ours.subject,
    theirs.scene,
    theirs.subject,
  ]);
  expect(names).toEqual([
    ['a', OURS, 'a', 'x'],
    ['b', OURS, 'b', 'y'],
    ['b', OURS, 'b', 'z'],
  ]);
});

it('measures both of a pair in every round, and once before', async () => {
  const runs = { quick: 0, slow: 0 };
  const busy = (name: keyof typeof runs, loops: number) => async (): Promise<void> => {
    runs[name]++;
    for (let i = 0; i < loops; i++) await Promise.resolve();
  };
  const pair = { ours: task('s', OURS, busy('quick', 500)), theirs: task('s', 'slow', busy('slow', 20_000)) };
  const [result] = await measurePairs([pair], { warmUpMs: 1, rounds: 2, taskMs: 1 }, seededRandom(1));
  expect(result?.pair).toBe(pair);
  expect(result?.rounds).toHaveLength(2);
  expect(runs.slow).toBeGreaterThanOrEqual(3);
  const rounds = result?.rounds ?? [];
  const least = (side: 'oursMs' | 'theirsMs'): number => Math.min(...rounds.map((round) => round[side]));
  expect(least('oursMs')).toBeGreaterThan(0);
  expect(least('theirsMs')).toBeGreaterThan(least('oursMs'));
});

it('runs one of a pair directly after the other, in changing order', async () => {
  const order: string[] = [];
  const noted = (scene: string, subject: string) =>
    task(scene, subject, () => void order.push(`${scene} ${subject}`));
  const tasks = ['a', 'b', 'c'].flatMap((scene) => [noted(scene, OURS), noted(scene, 'x')]);
  await measurePairs(pairsOf(tasks), { warmUpMs: 0, rounds: 20, taskMs: 0 }, seededRandom(1));
  const turns = order.filter((turn, index) => turn !== order[index - 1]).slice(tasks.length);
  const blocks = turns.filter((turn, index) => turn[0] !== turns[index - 1]?.[0]).length;
  // Twenty rounds of three pairs; where two rounds meet, the pair may be the same.
  expect(blocks).toBeGreaterThan(40);
  expect(blocks).toBeLessThanOrEqual(60);
  const changes = new Set(turns.map((turn, index) => `${turns[index - 1]} > ${turn}`));
  expect([...changes]).toEqual(expect.arrayContaining([`a ${OURS} > a x`, `a x > a ${OURS}`]));
});

it('never runs a task beside another', async () => {
  let running = 0;
  let most = 0;
  const waits = async (): Promise<void> => {
    most = Math.max(most, ++running);
    for (let i = 0; i < 50; i++) await Promise.resolve();
    running--;
  };
  const pair = { ours: task('s', OURS, () => waits()), theirs: task('s', 'x', () => waits()) };
  await measurePairs([pair], { warmUpMs: 1, rounds: 3, taskMs: 1 }, seededRandom(1));
  expect(most).toBe(1);
});

it('does not hide a task that fails', async () => {
  const fails = task('s', 'x', () => {
    throw new Error('overlooked');
  });
  const pair = { ours: task('s', OURS), theirs: fails };
  await expect(measurePairs([pair], { warmUpMs: 1, rounds: 1, taskMs: 1 }, seededRandom(1))).rejects.toThrow(
    /overlooked/,
  );
});
