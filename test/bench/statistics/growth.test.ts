import { describe, expect, it } from 'vitest';
import { growthExponent, type Point, slopeInterval } from '../../../src/bench/statistics/growth.js';

/** NIST Statistical Reference Datasets, linear regression, "Norris": y and x as given there. */
const NORRIS =
  `0.1 0.2 338.8 337.4 118.1 118.2 888.0 884.6 9.2 10.1 228.1 226.5 668.5 666.3 998.5 996.3 449.1 448.6
778.9 777.0 559.2 558.2 0.3 0.4 0.1 0.6 778.1 775.5 668.8 666.9 339.3 338.0 448.9 447.5 10.8 11.6 557.7 556.0
228.3 228.1 998.0 995.8 888.8 887.6 119.6 120.2 0.3 0.3 0.6 0.3 557.6 556.8 339.3 339.1 888.0 887.2 998.5 999.0
778.9 779.0 10.2 11.1 117.6 118.3 228.9 229.2 668.4 669.1 449.2 448.9 0.2 0.5`
    .split(/\s+/)
    .map(Number);

const CERTIFIED = { slope: 1.00211681802045, deviation: 0.429796848199937e-3 };

/** Student's t for 34 degrees of freedom, 95 % on both sides, as tables print it. */
const T34 = 2.0322;

describe('the slope of a line', () => {
  it('agrees with the certified values of NIST', () => {
    const points = NORRIS.flatMap((y, i) => (i % 2 === 0 ? [[NORRIS[i + 1] ?? 0, y] as Point] : []));
    expect(points).toHaveLength(36);
    const { estimate, low, high } = slopeInterval(points, 0.95);
    expect(estimate).toBeCloseTo(CERTIFIED.slope, 10);
    expect((high - low) / 2).toBeCloseTo(T34 * CERTIFIED.deviation, 7);
  });

  it('is not bounded by two points, nor by many at one place', () => {
    const unbounded = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
    expect(
      slopeInterval(
        [
          [0, 0],
          [1, 2],
        ],
        0.95,
      ),
    ).toMatchObject({ estimate: 2, ...unbounded });
    expect(
      slopeInterval(
        [
          [1, 0],
          [1, 2],
          [1, 3],
        ],
        0.95,
      ),
    ).toMatchObject(unbounded);
    expect(slopeInterval([], 0.95)).toMatchObject(unbounded);
  });
});

describe('the growth of a cost', () => {
  it.each([0, 0.5, 1, 2])('with the power %f of the number is found', (power) => {
    const costs = [1, 10, 100, 1000].map((n): Point => [n, 3 * n ** power]);
    const { estimate, low, high } = growthExponent(costs);
    expect(estimate).toBeCloseTo(power, 9);
    expect(high - low).toBeLessThan(1e-6);
  });

  it('leaves out what cost nothing', () => {
    expect(
      growthExponent([
        [0, 5],
        [1, 0],
        [1, 2],
        [10, 2],
        [100, 2],
      ]).estimate,
    ).toBeCloseTo(0, 9);
  });
});
