import { describe, expect, it } from 'vitest';
import {
  exactInterval,
  exactLowerBound,
  exactUpperBound,
  trialsNeeded,
} from '../../src/statistics/clopper-pearson.js';

describe('the exact interval of a probability', () => {
  it.each([
    // R 4.3, binom.test(k, n)$conf.int
    [10, 100, 0.04900469, 0.1762226],
    [0, 10, 0, 0.3084971],
    [10, 10, 0.6915029, 1],
    [7, 20, 0.1539092, 0.59218853],
  ])('is what R says for %i of %i', (events, trials, low, high) => {
    const interval = exactInterval(events, trials);
    expect(interval.low).toBeCloseTo(low, 6);
    expect(interval.high).toBeCloseTo(high, 6);
  });

  it('proves no better than 1 % with 300 good jobs, and nothing with none', () => {
    expect(exactUpperBound(0, 300)).toBeCloseTo(0.00994, 4);
    expect(exactUpperBound(0, 299)).toBeLessThanOrEqual(0.01);
    expect(exactUpperBound(0, 298)).toBeGreaterThan(0.01);
    expect(exactInterval(0, 0)).toEqual({ low: 0, high: 1 });
    expect([exactUpperBound(0, 0), exactLowerBound(0, 0)]).toEqual([1, 0]);
  });

  it('mirrors itself when events and non-events change places', () => {
    expect(exactLowerBound(3, 50)).toBeCloseTo(1 - exactUpperBound(47, 50), 9);
  });
});

describe('the number of jobs that a proof needs', () => {
  it.each([
    // Wilks, Annals of Mathematical Statistics 12, 1941: one-sided 95 % / 95 % tolerance limits of order 1, 2, 3.
    [0, 0.05, 59],
    [1, 0.05, 93],
    [2, 0.05, 124],
    [0, 0.01, 299],
    [0, 0.001, 2995],
  ])('is as published for %i events and a budget of %f', (events, budget, needed) => {
    expect(trialsNeeded(events, budget)).toBe(needed);
  });

  it('is the least that does', () => {
    const needed = trialsNeeded(4, 0.02, 0.9);
    expect(exactUpperBound(4, needed, 0.9)).toBeLessThanOrEqual(0.02);
    expect(exactUpperBound(4, needed - 1, 0.9)).toBeGreaterThan(0.02);
  });
});
