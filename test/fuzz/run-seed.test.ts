import { expect, it } from 'vitest';
import { runSeed } from '../../src/fuzz/run-seed.js';

it('gives each run of each campaign a seed of its own, the same one each time', () => {
  const seeds = [1, 2, 2 ** 32].flatMap((campaign) =>
    Array.from({ length: 1_000 }, (_, index) => runSeed(campaign, index)),
  );
  expect(new Set(seeds).size).toBe(seeds.length);
  expect(seeds.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
  expect(runSeed(7, 4711)).toBe(runSeed(7, 4711));
});
