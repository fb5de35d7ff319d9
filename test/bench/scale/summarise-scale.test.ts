import { expect, it } from 'vitest';
import type { Observation } from '../../../src/bench/result.js';
import { summariseScale } from '../../../src/bench/scale/summarise-scale.js';

/** Two series over three sizes; every cost of a job grows with that power of their number. */
function crowds(power: number): Observation[] {
  return [0, 1].flatMap((repetition) =>
    [1, 10, 100].map((jobs): Observation => {
      const all = jobs ** (1 + power) * (1 + repetition / 100);
      const values = { jobs, idleCpuMsPerS: all, heapBytes: 1024 * all, releaseCpuMs: all, lastLockMs: all };
      return { repetition, subject: 'stallproof', scene: String(jobs), values };
    }),
  );
}

it('meets its targets when a job costs the same in any crowd', () => {
  const { targets, ratios } = summariseScale(crowds(0));
  expect(targets).toHaveLength(4);
  for (const target of targets) expect(target.interval.estimate).toBeCloseTo(0, 6);
  expect(targets.every(({ verdict }) => verdict === 'met')).toBe(true);
  expect(ratios[0]?.samples[0]).toBeCloseTo(1, 6);
});

it('misses them when a job costs more in a larger crowd', () => {
  const { targets, ratios } = summariseScale(crowds(0.5));
  for (const target of targets) expect(target.interval.estimate).toBeCloseTo(0.5, 6);
  expect(targets.every(({ verdict }) => verdict === 'missed')).toBe(true);
  expect(ratios[0]).toMatchObject({ name: expect.stringContaining('100 / 10') });
  expect(ratios[0]?.samples[0]).toBeCloseTo(Math.sqrt(10), 6);
});

it('has nothing to say of one size alone', () => {
  expect(summariseScale(crowds(0).filter(({ scene }) => scene === '1')).targets).toEqual([]);
  expect(summariseScale([]).figures).toEqual([]);
});

it('compares the same two sizes in each mode, so that a quick run can be held against a full one', () => {
  const quick = crowds(0);
  const full = [
    ...quick,
    ...quick
      .filter(({ scene }) => scene === '100')
      .map((one) => ({ ...one, scene: '1000', values: { ...one.values, jobs: 1000 } })),
  ];
  const names = summariseScale(quick).ratios.map(({ name }) => name);
  expect(names).toHaveLength(4);
  expect(summariseScale(full).ratios.map(({ name }) => name)).toEqual(names);
  expect(summariseScale(full).figures.map(({ name }) => name)).toContainEqual(
    expect.stringContaining('1000 / 100'),
  );
});
