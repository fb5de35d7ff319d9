import { numericSort, quantileSorted } from 'simple-statistics';
import { binomialCdf } from '../../statistics/distributions.js';
import { type Interval, unknownInterval } from './interval.js';

/**
 * A quantile, such as the median, with the exact interval between two order statistics: the number of samples below
 * the true quantile `p` is binomial(n, p), whatever the distribution (David and Nagaraja, Order Statistics, 3rd ed., 7.1).
 * A side that not even the extreme sample bounds is infinite: the median needs 6 samples for 95 %, `p = 0.95` needs 72.
 */
export function quantileInterval(samples: readonly number[], p: number, confidence = 0.95): Interval {
  const n = samples.length;
  if (n === 0) return unknownInterval(confidence);
  const sorted = numericSort([...samples]);
  const { low, high } = quantileRanks(n, p, confidence);
  return {
    estimate: quantileSorted(sorted, p),
    low: sorted[low - 1] ?? Number.NEGATIVE_INFINITY,
    high: sorted[high - 1] ?? Number.POSITIVE_INFINITY,
    confidence,
  };
}

/**
 * The ranks, from 1, of the order statistics that bound a quantile; 0 and n + 1 stand for no bound. Each side is
 * missed with at most half of what the confidence leaves.
 */
export function quantileRanks(n: number, p: number, confidence: number): { low: number; high: number } {
  const tail = (1 - confidence) / 2;
  let low = 0;
  while (low < n && binomialCdf(low, n, p) <= tail) low++;
  let high = n + 1;
  while (high > 1 && 1 - binomialCdf(high - 2, n, p) <= tail) high--;
  return { low, high };
}
