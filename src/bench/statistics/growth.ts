import { linearRegression, mean, sum } from 'simple-statistics';
import { studentQuantile } from '../../statistics/distributions.js';
import { type Interval, unknownInterval } from './interval.js';

export type Point = readonly [x: number, y: number];

/**
 * The exponent `b` of `cost = a n^b`: the slope of the logarithms. 0 means that the cost does not depend on the
 * number, 1 that it grows in proportion.
 */
export function growthExponent(costs: readonly Point[], confidence = 0.95): Interval {
  const positive = costs.filter(([n, cost]) => n > 0 && cost > 0);
  return slopeInterval(
    positive.map(([n, cost]) => [Math.log(n), Math.log(cost)] as const),
    confidence,
  );
}

/**
 * The slope of the least-squares line with its interval `b ± t(n - 2) s / sqrt(Sxx)` (NIST/SEMATECH e-Handbook of
 * Statistical Methods, 4.1.4 and 4.5).
 */
export function slopeInterval(points: readonly Point[], confidence: number): Interval {
  const { m: slope, b: intercept } = linearRegression(points.map(([x, y]) => [x, y]));
  const degrees = points.length - 2;
  const centre = points.length > 0 ? mean(points.map(([x]) => x)) : 0;
  const spread = sum(points.map(([x]) => (x - centre) ** 2));
  if (degrees < 1 || spread === 0) return { ...unknownInterval(confidence), estimate: slope };
  const residuals = sum(points.map(([x, y]) => (y - intercept - slope * x) ** 2));
  const margin = studentQuantile(1 - (1 - confidence) / 2, degrees) * Math.sqrt(residuals / degrees / spread);
  return { estimate: slope, low: slope - margin, high: slope + margin, confidence };
}
