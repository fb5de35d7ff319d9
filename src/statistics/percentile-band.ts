import { numericSort, quantileSorted } from 'simple-statistics';

/** A band around a number, such as 95 % wide. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/**
 * Between what the middle share of all resamples lies: the percentile interval of the bootstrap (Efron and Tibshirani,
 * An Introduction to the Bootstrap, 13.3).
 * @param resamples the statistic of each resample, in any order; at least one
 * @param confidence the share, from 0 to 1
 */
export function percentileBand(resamples: readonly number[], confidence: number): Band {
  const sorted = numericSort([...resamples]);
  const tail = (1 - confidence) / 2;
  return { low: quantileSorted(sorted, tail), high: quantileSorted(sorted, 1 - tail) };
}
