import { describe, expect, it } from 'vitest';
import { rateInterval } from '../../../src/tuner/statistics/rate-interval.js';

describe('the exact interval of a rate', () => {
  it.each([
    // Garwood 1936, table of 95 % limits of the Poisson mean.
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [10, 4.795, 18.39],
  ])('of %i events is as published', (events, low, high) => {
    const interval = rateInterval(events, 1);
    expect(interval.low).toBeCloseTo(low, 3);
    expect(interval.high).toBeCloseTo(high, 2);
    expect(rateInterval(events, 100).high).toBeCloseTo(high / 100, 4);
  });

  it('is everything without exposure', () => {
    expect(rateInterval(0, 0)).toEqual({ low: 0, high: Number.POSITIVE_INFINITY });
  });
});
