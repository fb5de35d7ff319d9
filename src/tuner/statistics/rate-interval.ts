import { chiSquareQuantile } from '../../statistics/distributions.js';

/**
 * The exact interval of a rate after `events` in an `exposure` (Garwood, Biometrika 28, 1936): half the chi-square
 * quantiles with 2k and 2k+2 degrees of freedom, divided by the exposure.
 * @returns the rate per unit of exposure; high is Infinity without exposure
 */
export function rateInterval(
  events: number,
  exposure: number,
  confidence = 0.95,
): { readonly low: number; readonly high: number } {
  if (exposure <= 0) return { low: 0, high: Number.POSITIVE_INFINITY };
  const tail = (1 - confidence) / 2;
  const low = events === 0 ? 0 : chiSquareQuantile(tail, 2 * events) / 2;
  return { low: low / exposure, high: chiSquareQuantile(1 - tail, 2 * events + 2) / 2 / exposure };
}
