import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.js';
import { centreInterval } from '../../../src/bench/statistics/centre-interval.js';
import { quantileInterval } from '../../../src/bench/statistics/quantile-interval.js';

/** Hamilton depression scale before and after (Hollander and Wolfe, 2nd ed., table 3.1). */
const BEFORE = [1.83, 0.5, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.3];
const AFTER = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];

describe('the interval of a centre', () => {
  it('is the published one', () => {
    const changes = AFTER.map((after, index) => after - (BEFORE[index] ?? Number.NaN));
    const interval = centreInterval(changes, 0.96);
    expect(interval.estimate).toBeCloseTo(-0.46, 6);
    expect(interval.low).toBeCloseTo(-0.786, 3);
    expect(interval.high).toBeCloseTo(-0.01, 3);
  });

  it('holds the true centre as often as it says, and is narrower than that of the median', () => {
    const random = seededRandom(7);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    let held = 0;
    let narrower = 0;
    const rounds = 300;
    for (let round = 0; round < rounds; round++) {
      const samples = Array.from({ length: 60 }, normal);
      const ours = centreInterval(samples, 0.95);
      const median = quantileInterval(samples, 0.5);
      if (ours.low <= 0 && ours.high >= 0) held++;
      if (ours.high - ours.low < median.high - median.low) narrower++;
    }
    expect(held).toBeGreaterThanOrEqual(0.91 * rounds);
    expect(held).toBeLessThanOrEqual(0.985 * rounds);
    expect(narrower).toBeGreaterThan(0.7 * rounds);
  });

  it('knows nothing from nothing, and no bound from a handful', () => {
    expect(centreInterval([], 0.95).estimate).toBeNaN();
    expect(centreInterval([1, 2, 3], 0.95)).toMatchObject({
      estimate: 2,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
  });

  it('takes no more pairs than it can hold', () => {
    const { estimate } = centreInterval(
      Array.from({ length: 5_000 }, (_, index) => index),
      0.95,
    );
    expect(Math.abs(estimate - 2_500)).toBeLessThan(50);
  });
});
