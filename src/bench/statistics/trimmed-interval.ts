import type { Interval } from './interval.js';

/**
 * The median of sorted values, and the interval that is left when so many of them are skipped on each side. What skips
 * fewer than none is unbounded.
 */
export function trimmedInterval(sorted: Float64Array, skipped: number, confidence: number): Interval {
  const half = sorted.length / 2;
  const [lower, upper] = [sorted[Math.ceil(half) - 1] ?? Number.NaN, sorted[Math.floor(half)] ?? Number.NaN];
  const isBounded = skipped >= 0;
  return {
    estimate: (lower + upper) / 2,
    low: isBounded ? (sorted[skipped] ?? Number.NaN) : Number.NEGATIVE_INFINITY,
    high: isBounded ? (sorted[sorted.length - 1 - skipped] ?? Number.NaN) : Number.POSITIVE_INFINITY,
    confidence,
  };
}
