import { createRequire } from 'node:module';

/** The part of jstat that is used; the package brings no types. */
interface JStat {
  readonly beta: { inv(probability: number, alpha: number, beta: number): number };
  readonly binomial: { cdf(successes: number, trials: number, probability: number): number };
  readonly chisquare: {
    cdf(value: number, degrees: number): number;
    inv(probability: number, degrees: number): number;
  };
  readonly normal: {
    cdf(value: number, mean: number, deviation: number): number;
    inv(probability: number, mean: number, deviation: number): number;
  };
  readonly studentt: { inv(probability: number, degrees: number): number };
}

const { jStat } = createRequire(import.meta.url)('jstat') as { readonly jStat: JStat };

/** The value that a beta variable stays below with that probability. */
export function betaQuantile(probability: number, alpha: number, beta: number): number {
  return jStat.beta.inv(probability, alpha, beta);
}

/** The probability of at most `successes` in so many independent trials. */
export function binomialCdf(successes: number, trials: number, probability: number): number {
  if (successes < 0) return 0;
  return successes >= trials ? 1 : jStat.binomial.cdf(successes, trials, probability);
}

/** The probability of at least this value of a chi-square variable. */
export function chiSquareTail(value: number, degrees: number): number {
  return value <= 0 ? 1 : 1 - jStat.chisquare.cdf(value, degrees);
}

/** The value that a chi-square variable stays below with that probability. */
export function chiSquareQuantile(probability: number, degrees: number): number {
  return jStat.chisquare.inv(probability, degrees);
}

/** The probability that a standard normal variable stays below that value. */
export function normalCdf(value: number): number {
  return jStat.normal.cdf(value, 0, 1);
}

/** The value that a standard normal variable stays below with that probability. */
export function normalQuantile(probability: number): number {
  return jStat.normal.inv(probability, 0, 1);
}

/** The value that Student's t stays below with that probability. */
export function studentQuantile(probability: number, degrees: number): number {
  return jStat.studentt.inv(probability, degrees);
}
