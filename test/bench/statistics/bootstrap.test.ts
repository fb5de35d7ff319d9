import { mean, median } from 'simple-statistics';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.js';
import { bootstrapInterval } from '../../../src/bench/statistics/bootstrap.js';

// Efron and Tibshirani, table 2.1: survival of mice after surgery, in days.
const TREATED = [94, 197, 16, 38, 99, 141, 23];
const CONTROL = [52, 104, 146, 10, 51, 30, 40, 27, 46];

const difference = (a: readonly number[], b: readonly number[]): number => mean([...a]) - mean([...b]);
const ratio = (a: readonly number[], b: readonly number[]): number => median([...b]) / median([...a]);

describe('the bootstrap interval', () => {
  it('has the width that Efron and Tibshirani give for their mice', () => {
    // They find a difference of 30.63 with a bootstrap standard error of 26.85.
    const oneSigma = 0.6827;
    const { estimate, low, high } = bootstrapInterval(TREATED, CONTROL, difference, oneSigma);
    expect(estimate).toBeCloseTo(30.63, 2);
    expect((high - low) / 2).toBeGreaterThan(26.85 * 0.94);
    expect((high - low) / 2).toBeLessThan(26.85 * 1.06);
  });

  it('is the same each time', () => {
    expect(bootstrapInterval(TREATED, CONTROL, ratio)).toEqual(bootstrapInterval(TREATED, CONTROL, ratio));
  });

  it('holds the true ratio of two medians about as often as it says', () => {
    let held = 0;
    for (let seed = 1; seed <= 30; seed++) {
      const random = seededRandom(seed);
      const first = Array.from({ length: 60 }, () => 1 + random());
      const second = Array.from({ length: 60 }, () => 3 * (1 + random()));
      const { low, high } = bootstrapInterval(first, second, ratio);
      if (low <= 3 && 3 <= high) held++;
    }
    expect(held).toBeGreaterThanOrEqual(26);
  });

  it('bounds nothing with too few samples', () => {
    expect(bootstrapInterval([1, 2, 3, 4], CONTROL, ratio).high).toBe(Number.POSITIVE_INFINITY);
    expect(bootstrapInterval([], CONTROL, ratio).estimate).toBeNaN();
  });
});
