import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.js';
import { mannWhitneyCritical, shiftBetween } from '../../../src/bench/statistics/shift-interval.js';

// Hollander and Wolfe, table 4.1: permeability constants of the human chorioamnion, at term and at 12 to 26 weeks.
const AT_TERM = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const EARLIER = [1.15, 0.88, 0.9, 0.74, 1.21];

describe('the shift between two samples', () => {
  it('is what Hollander and Wolfe find for the chorioamnion', () => {
    const { estimate, low, high } = shiftBetween(AT_TERM, EARLIER)(0.96);
    expect(estimate).toBeCloseTo(0.305, 10);
    expect(low).toBeCloseTo(-0.15, 10);
    expect(high).toBeCloseTo(0.76, 10);
  });

  // The usual table of critical values of U, two-sided 0.05 and 0.01.
  it.each([
    [5, 10, 8, 4],
    [8, 8, 13, 7],
    [10, 10, 23, 16],
    [12, 18, 61, 47],
    [20, 20, 127, 105],
  ])('skips as many differences as the tables of Mann and Whitney say: %i by %i', (m, n, at95, at99) => {
    expect(mannWhitneyCritical(m, n, 0.025)).toBe(at95);
    expect(mannWhitneyCritical(m, n, 0.005)).toBe(at99);
  });

  it('approximates the exact distribution where that is no longer counted', () => {
    const exact = mannWhitneyCritical(40, 40, 0.025);
    const approximate = mannWhitneyCritical(41, 40, 0.025);
    expect(approximate).toBeGreaterThan(exact);
    expect(approximate).toBeLessThan(exact + 35);
  });

  it('bounds nothing where even the extremes are not rare enough', () => {
    expect(shiftBetween([1, 2], [0, 1])(0.95)).toMatchObject({
      estimate: 1,
      low: Number.NEGATIVE_INFINITY,
      high: Number.POSITIVE_INFINITY,
    });
    expect(shiftBetween([], [1])(0.95).estimate).toBeNaN();
  });

  it('holds the true shift as often as it says, and no wild sample moves it far', () => {
    let held = 0;
    for (let seed = 1; seed <= 200; seed++) {
      const random = seededRandom(seed);
      const draw = (shift: number): number => shift + random() + (random() < 0.1 ? 50 * random() : 0);
      const later = Array.from({ length: 25 }, () => draw(0.5));
      const earlier = Array.from({ length: 25 }, () => draw(0));
      const { low, high, estimate } = shiftBetween(later, earlier)(0.95);
      if (low <= 0.5 && 0.5 <= high) held++;
      expect(Math.abs(estimate - 0.5)).toBeLessThan(0.6);
    }
    expect(held).toBeGreaterThanOrEqual(182);
  });
});
