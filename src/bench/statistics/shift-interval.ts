import { normalQuantile } from '../../statistics/distributions.js';
import { type Interval, unknownInterval } from './interval.js';
import { thinned } from './thinned.js';
import { trimmedInterval } from './trimmed-interval.js';

/** Up to this many samples a side, the exact distribution is counted; beyond, the normal one is as good. */
const EXACT_SAMPLES = 40;

/** More differences than this are not sorted: beyond, later samples are left out evenly. */
const MOST_SAMPLES = 600;

/**
 * By how much `later` lies above `earlier`: the Hodges-Lehmann estimate, which is the median of all differences, with
 * the interval that inverts the Mann-Whitney test (Hollander and Wolfe, Nonparametric Statistical Methods, 2nd ed., 4.2
 * and 4.3). It takes no distribution for granted, and a few wild samples move it little.
 * @returns the interval for a confidence: to ask with several costs little more than with one
 */
export function shiftBetween(
  later: readonly number[],
  earlier: readonly number[],
): (confidence: number) => Interval {
  const [x, y] = [thinned(later, MOST_SAMPLES), thinned(earlier, MOST_SAMPLES)];
  if (x.length === 0 || y.length === 0) return unknownInterval;
  // Typed, because up to hundreds of thousands are sorted, and numbers alone sort several times faster.
  const differences = Float64Array.from(x.flatMap((one) => y.map((other) => one - other))).sort();
  return (confidence) => {
    const skipped = mannWhitneyCritical(x.length, y.length, (1 - confidence) / 2);
    return trimmedInterval(differences, skipped, confidence);
  };
}

/**
 * The greatest value that the Mann-Whitney statistic of two samples reaches or stays below with at most that
 * probability; -1 where even 0 is more probable.
 */
export function mannWhitneyCritical(m: number, n: number, tail: number): number {
  if (Math.max(m, n) > EXACT_SAMPLES) return normalCritical(m, n, tail);
  const counts = arrangements(m, n);
  const total = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  let critical = -1;
  for (const count of counts) {
    below += count;
    if (below / total > tail) break;
    critical++;
  }
  return critical;
}

/** With the continuity correction of half a step. */
function normalCritical(m: number, n: number, tail: number): number {
  const deviation = Math.sqrt((m * n * (m + n + 1)) / 12);
  return Math.max(-1, Math.floor((m * n) / 2 - 0.5 + normalQuantile(tail) * deviation));
}

/**
 * In how many of all orders of two samples the statistic has each value from 0 to m n: the coefficients of the Gaussian
 * binomial, built up as a product of (1 - q^(n+i)) / (1 - q^i).
 */
function arrangements(m: number, n: number): number[] {
  const most = m * n;
  const counts = new Array<number>(most + 1).fill(0);
  counts[0] = 1;
  for (let i = 1; i <= m; i++) {
    for (let u = most; u >= n + i; u--) counts[u] = (counts[u] ?? 0) - (counts[u - n - i] ?? 0);
    for (let u = i; u <= most; u++) counts[u] = (counts[u] ?? 0) + (counts[u - i] ?? 0);
  }
  return counts;
}
