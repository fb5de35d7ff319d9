import { betaQuantile } from './distributions.js';

/** Between what a probability lies. */
export interface ProbabilityRange {
  readonly low: number;
  readonly high: number;
}

/** More jobs than this are not asked for: the answer is that no number of jobs would do. */
const MOST_TRIALS = 1e9;

/**
 * The exact two-sided interval of a probability after `events` in `trials` (Clopper and Pearson, Biometrika 26, 1934),
 * by the quantiles of the beta distribution: low = B(a/2; k, n-k+1), high = B(1-a/2; k+1, n-k).
 * @param confidence from 0 to 1; default 0.95
 */
export function exactInterval(events: number, trials: number, confidence = 0.95): ProbabilityRange {
  if (trials === 0) return { low: 0, high: 1 };
  const tail = (1 - confidence) / 2;
  return { low: lowerLimit(events, trials, tail), high: upperLimit(events, trials, tail) };
}

/**
 * The exact one-sided upper bound. Without any event it is `1 - (1 - confidence)^(1/n)`: 300 trials prove no better than
 * 1 % at 95 %.
 */
export function exactUpperBound(events: number, trials: number, confidence = 0.95): number {
  return trials === 0 ? 1 : upperLimit(events, trials, 1 - confidence);
}

/** The exact one-sided lower bound. */
export function exactLowerBound(events: number, trials: number, confidence = 0.95): number {
  return trials === 0 ? 0 : lowerLimit(events, trials, 1 - confidence);
}

/**
 * The least number of trials in which so many events prove that the probability is at most `budget`: for none it is
 * `ln(1 - confidence) / ln(1 - budget)`, rounded up, which is 2 995 for 1 in 1 000 at 95 %.
 * @returns Infinity where a milliard would not do
 */
export function trialsNeeded(events: number, budget: number, confidence = 0.95): number {
  const enough = (trials: number): boolean => exactUpperBound(events, trials, confidence) <= budget;
  let most = Math.max(1, events + 1);
  while (!enough(most)) {
    most *= 2;
    if (most > MOST_TRIALS) return Number.POSITIVE_INFINITY;
  }
  let least = Math.max(1, events + 1);
  while (least < most) {
    const middle = Math.floor((least + most) / 2);
    if (enough(middle)) most = middle;
    else least = middle + 1;
  }
  return least;
}

function upperLimit(events: number, trials: number, tail: number): number {
  if (events >= trials) return 1;
  return events === 0 ? 1 - tail ** (1 / trials) : betaQuantile(1 - tail, events + 1, trials - events);
}

function lowerLimit(events: number, trials: number, tail: number): number {
  if (events <= 0) return 0;
  return events === trials ? tail ** (1 / trials) : betaQuantile(tail, events, trials - events + 1);
}
