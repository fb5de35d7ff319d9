import { sampleWithReplacement } from 'simple-statistics';
import { seededRandom } from '../../base/random.js';
import { percentileBand } from '../../statistics/percentile-band.js';
import type { Interval } from './interval.js';

const RESAMPLES = 2_000;

/** The same samples always give the same interval. */
const SEED = 20_130_620;

/** Fewer samples than this on a side do not show how they vary. */
const LEAST_SAMPLES = 5;

/**
 * Any statistic of two independent samples, with its percentile bootstrap interval (Efron and Tibshirani, An
 * Introduction to the Bootstrap, 13.3): the statistic of 2000 pairs of samples drawn from these with replacement.
 */
export function bootstrapInterval(
  first: readonly number[],
  second: readonly number[],
  statistic: (first: readonly number[], second: readonly number[]) => number,
  confidence = 0.95,
): Interval {
  const estimate = first.length > 0 && second.length > 0 ? statistic(first, second) : Number.NaN;
  if (Math.min(first.length, second.length) < LEAST_SAMPLES) {
    return { estimate, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, confidence };
  }
  const random = seededRandom(SEED);
  const draw = (samples: readonly number[]): number[] =>
    sampleWithReplacement([...samples], samples.length, random);
  const resamples = Array.from({ length: RESAMPLES }, () => statistic(draw(first), draw(second)));
  return { estimate, ...percentileBand(resamples, confidence), confidence };
}
