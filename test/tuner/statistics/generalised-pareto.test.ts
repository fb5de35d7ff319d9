import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.js';
import {
  fitExceedances,
  fitTail,
  tailProbability,
} from '../../../src/tuner/statistics/generalised-pareto.js';

/** The value that a share of all stays below. */
function quantile(share: number, shape: number, scaleMs: number): number {
  return shape === 0 ? -scaleMs * Math.log(1 - share) : (scaleMs / shape) * ((1 - share) ** -shape - 1);
}

describe('a fitted tail', () => {
  it.each([0.3, 0, -0.3])('finds the shape %f of a sample that has it exactly', (shape) => {
    const n = 5000;
    const beyond = Array.from({ length: n }, (_, i) => quantile((i + 0.65) / n, shape, 700));
    const fit = fitExceedances(beyond);
    expect(fit?.shape).toBeCloseTo(shape, 1);
    expect((fit?.scaleMs ?? 0) / 700).toBeCloseTo(1, 1);
  });

  it('tells the chance of what is rarer than all that was seen', () => {
    const random = seededRandom(5);
    const values = Array.from({ length: 20_000 }, () => quantile(random(), 0, 1000));
    const fit = fitTail(values);
    if (fit === undefined) throw new Error('no fit');
    const seen = tailProbability(fit, 5000);
    expect(seen / Math.exp(-5)).toBeGreaterThan(0.7);
    expect(seen / Math.exp(-5)).toBeLessThan(1.4);
    expect(fit.exceedances).toBe(2000);
  });

  it('has an end where its shape is below 0', () => {
    const fit = { thresholdMs: 0, shape: -0.5, scaleMs: 100, exceedances: 100, of: 1000 };
    expect(tailProbability(fit, 199)).toBeGreaterThan(0);
    expect(tailProbability(fit, 201)).toBe(0);
    expect(tailProbability({ ...fit, shape: 0 }, 0)).toBe(0.1);
  });

  it('is not made from too few values, nor from equal ones', () => {
    expect(fitTail(Array.from({ length: 400 }, (_, i) => i))).toBeUndefined();
    expect(fitTail(Array.from({ length: 4000 }, () => 7))).toBeUndefined();
    expect(fitTail([])).toBeUndefined();
  });
});
