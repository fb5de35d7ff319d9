import { describe, expect, it } from 'vitest';
import { logRank } from '../../../src/tuner/statistics/log-rank.js';
import { PLACEBO, TREATED } from './leukaemia.js';

describe('the log-rank test', () => {
  it('is as published for the leukaemia data', () => {
    const { chiSquare, degrees, p } = logRank([TREATED, PLACEBO]);
    expect(chiSquare).toBeCloseTo(16.79, 2);
    expect(degrees).toBe(1);
    expect(p).toBeLessThan(0.0001);
    expect(logRank([PLACEBO, TREATED]).chiSquare).toBeCloseTo(chiSquare, 9);
  });

  it('finds nothing between a group and itself', () => {
    expect(logRank([TREATED, TREATED]).chiSquare).toBeCloseTo(0, 9);
    expect(logRank([TREATED, TREATED]).p).toBeCloseTo(1, 6);
  });

  it('takes several groups, whatever their order', () => {
    const half = PLACEBO.slice(0, 10);
    const rest = PLACEBO.slice(10);
    const { chiSquare, degrees } = logRank([TREATED, half, rest]);
    expect(degrees).toBe(2);
    expect(logRank([rest, TREATED, half]).chiSquare).toBeCloseTo(chiSquare, 8);
    expect(chiSquare).toBeGreaterThan(16);
  });

  it('says nothing of groups in which nothing ended', () => {
    const none = [{ atMs: 5, ended: false }];
    expect(logRank([none, none])).toEqual({ chiSquare: 0, degrees: 0, p: 1 });
    expect(logRank([])).toEqual({ chiSquare: 0, degrees: 0, p: 1 });
  });
});
