import { type Interval, unknownInterval } from './interval.js';
import { thinned } from './thinned.js';
import { trimmedInterval } from './trimmed-interval.js';

/** More pairs than this are not averaged: beyond, later samples are left out evenly. */
const MOST_SAMPLES = 400;

/**
 * Where the centre of a symmetric distribution lies: the Hodges-Lehmann estimate, which is the median of the means of all
 * pairs, with the interval that inverts Wilcoxon's signed-rank test (Hollander and Wolfe, Nonparametric Statistical
 * Methods, 2nd ed., 3.2 and 3.3). Of samples that scatter like a normal distribution it needs two thirds of what the
 * median needs for the same width.
 */
export function centreInterval(samples: readonly number[], confidence: number): Interval {
  const kept = thinned(samples, MOST_SAMPLES);
  if (kept.length === 0) return unknownInterval(confidence);
  const means = Float64Array.from(
    kept.flatMap((one, index) => kept.slice(index).map((other) => (one + other) / 2)),
  ).sort();
  const skipped = signedRankCritical(kept.length, (1 - confidence) / 2);
  return trimmedInterval(means, skipped, confidence);
}

/**
 * The greatest value that the signed-rank statistic of so many samples reaches or stays below with at most that
 * probability; -1 where even 0 is more probable. Counted exactly: each rank is in the sum or not.
 */
function signedRankCritical(n: number, tail: number): number {
  const most = (n * (n + 1)) / 2;
  const probabilities = new Float64Array(most + 1);
  probabilities[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = most; sum >= 0; sum--) {
      const without = probabilities[sum] ?? 0;
      const withRank = sum >= rank ? (probabilities[sum - rank] ?? 0) : 0;
      probabilities[sum] = (without + withRank) / 2;
    }
  }
  let below = 0;
  let critical = -1;
  for (const probability of probabilities) {
    below += probability;
    if (below > tail) break;
    critical++;
  }
  return critical;
}
