import { describe, expect, it } from 'vitest';
import { kaplanMeier, survivalOf, survivalQuantile } from '../../../src/tuner/statistics/kaplan-meier.js';
import { PLACEBO, TREATED } from './leukaemia.js';

describe('the estimate of Kaplan and Meier', () => {
  it('is as published where some were lost from sight', () => {
    const curve = kaplanMeier(TREATED);
    expect(curve.map(({ atMs }) => atMs)).toEqual([6, 7, 10, 13, 16, 22, 23]);
    const published = [0.857, 0.807, 0.753, 0.69, 0.627, 0.538, 0.448];
    for (const [index, survival] of published.entries()) {
      expect(curve[index]?.survival).toBeCloseTo(survival, 3);
    }
    expect(curve.map(({ atRisk }) => atRisk)).toEqual([21, 17, 15, 12, 11, 7, 6]);
  });

  it('has the published medians', () => {
    expect(survivalQuantile(kaplanMeier(TREATED), 0.5)).toBe(23);
    expect(survivalQuantile(kaplanMeier(PLACEBO), 0.5)).toBe(8);
  });

  it('does not know a quantile that too few reached', () => {
    expect(survivalQuantile(kaplanMeier(TREATED), 0.9)).toBeUndefined();
    expect(kaplanMeier([])).toEqual([]);
  });

  it('is the same for counts', () => {
    const counts = [
      { atMs: 2, ends: 0, lost: 1 },
      { atMs: 1, ends: 2, lost: 0 },
      { atMs: 3, ends: 1, lost: 0 },
    ];
    const one = { atMs: 1, ended: true };
    const all = [one, one, { atMs: 2, ended: false }, { atMs: 3, ended: true }];
    expect(survivalOf(counts)).toEqual(kaplanMeier(all));
  });
});
