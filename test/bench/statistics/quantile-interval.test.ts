import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.js';
import { quantileInterval, quantileRanks } from '../../../src/bench/statistics/quantile-interval.js';

describe('the exact interval of a quantile', () => {
  // Table A.7 "Confidence Intervals for the Population Median" of common textbooks: coverage of [x(l), x(n+1-l)].
  it.each([
    [6, 0.96, 1],
    [8, 0.99, 1],
    [10, 0.975, 2],
    [14, 0.94, 4],
    [17, 0.95, 5],
    [18, 0.965, 5],
    [20, 0.955, 6],
    [20, 0.985, 5],
  ])(
    'of the median of %i at %f lies between x(%i) and its mirror image, as the tables say',
    (n, level, low) => {
      expect(quantileRanks(n, 0.5, level)).toEqual({ low, high: n + 1 - low });
    },
  );

  it('takes one step outwards where the tables fall short of the level', () => {
    expect(quantileRanks(20, 0.5, 0.96)).toEqual({ low: 5, high: 16 });
    expect(quantileRanks(10, 0.5, 0.98)).toEqual({ low: 1, high: 10 });
  });

  // Wilks (1941): 59 samples, the greatest of which bounds the 95th percentile with 95 % on one side.
  it("needs Wilks' 59 samples to bound the 95th percentile from above on one side", () => {
    const oneSided = 0.9;
    expect(quantileRanks(59, 0.95, oneSided).high).toBe(59);
    expect(quantileRanks(58, 0.95, oneSided).high).toBe(59);
    expect(quantileInterval(samples(58, 1), 0.95, oneSided).high).toBe(Number.POSITIVE_INFINITY);
    expect(quantileInterval(samples(59, 1), 0.95, oneSided).high).toBeLessThan(1);
  });

  it('bounds nothing with no or too few samples', () => {
    expect(quantileInterval([], 0.5).estimate).toBeNaN();
    expect(quantileInterval([1, 2, 3, 4, 5], 0.5)).toMatchObject({
      estimate: 3,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
  });

  it('holds the true quantile as often as it says', () => {
    for (const p of [0.5, 0.95]) {
      let held = 0;
      for (let seed = 1; seed <= 400; seed++) {
        const { low, high } = quantileInterval(samples(120, seed), p);
        if (low <= p && p <= high) held++;
      }
      expect(held).toBeGreaterThanOrEqual(368);
    }
  });
});

/** Evenly spread over [0, 1): their quantile p is p. */
function samples(n: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: n }, random);
}
