import { describe, expect, it } from 'vitest';
import { medianFigure, pairedRatio, perRepetition, samplesOf, timesLess } from '../../src/bench/figures.js';
import { around, observe } from './observations.js';

describe('what is made of observations', () => {
  const observations = [
    ...observe('ours', 'a', 'ms', [1, 2, 3]),
    ...observe('ours', 'b', 'ms', [10, 20]),
    ...observe('theirs', 'a', 'ms', [2, 4, 6]),
    ...observe('theirs', 'a', 'other', [7]),
    ...observe('theirs', 'a', 'ms', [Number.NaN]),
  ];

  it('is taken from those that match, and from numbers alone', () => {
    expect(samplesOf(observations, 'ms', { subject: 'ours' })).toEqual([1, 2, 3, 10, 20]);
    expect(samplesOf(observations, 'ms', { subject: 'theirs', scene: 'a' })).toEqual([2, 4, 6]);
    expect(samplesOf(observations, 'none', {})).toEqual([]);
  });

  it('is one median for each repetition', () => {
    const medians = perRepetition(observations, 'ms', { subject: 'ours' });
    expect([...medians]).toEqual([
      [0, 5.5],
      [1, 11],
      [2, 3],
    ]);
  });

  it('pairs the repetitions that both have', () => {
    const ours = new Map([
      [0, 2],
      [1, 3],
      [2, 0],
      [3, 5],
    ]);
    const theirs = new Map([
      [0, 4],
      [1, 2],
      [2, 1],
    ]);
    expect(pairedRatio('x', ours, theirs).samples).toEqual([0.5, 1.5]);
  });

  it('tells how many times one is the other', () => {
    const { interval } = timesLess('x', around(10, 40), around(500, 40));
    expect(interval.estimate).toBeCloseTo(50, 6);
    expect(interval.low).toBeGreaterThan(49);
    expect(interval.high).toBeLessThan(51);
  });

  it('is nothing where nothing was observed', () => {
    expect(medianFigure('x', 'ms', []).interval.estimate).toBeNaN();
    expect(timesLess('x', [], [1]).interval.high).toBe(Number.POSITIVE_INFINITY);
  });
});
