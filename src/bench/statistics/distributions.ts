import { createRequire } from 'node:module';

/** The part of jstat that is used; the package brings no types. */
interface JStat {
  readonly binomial: { cdf(successes: number, trials: number, probability: number): number };
  readonly studentt: { inv(probability: number, degreesOfFreedom: number): number };
  readonly normal: { inv(probability: number, mean: number, deviation: number): number };
}

const { jStat } = createRequire(import.meta.url)('jstat') as { readonly jStat: JStat };

/** The probability of at most `successes` in so many independent trials. */
export function binomialCdf(successes: number, trials: number, probability: number): number {
  if (successes < 0) return 0;
  return successes >= trials ? 1 : jStat.binomial.cdf(successes, trials, probability);
}

/** The value that a standard normal variable stays below with that probability. */
export function normalQuantile(probability: number): number {
  return jStat.normal.inv(probability, 0, 1);
}

/** The value that Student's t stays below with that probability. */
export function studentQuantile(probability: number, degreesOfFreedom: number): number {
  return jStat.studentt.inv(probability, degreesOfFreedom);
}
