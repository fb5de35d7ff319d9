import { seededRandom } from '../../base/random.js';
import { type Band, percentileBand } from '../../statistics/percentile-band.js';

const RESAMPLES = 400;

/** The same jobs always give the same bands. */
const SEED = 19_790_126;

/**
 * Percentile bands of several rates at once by drawing whole jobs with replacement (Efron and Tibshirani, An Introduction
 * to the Bootstrap, 13.3), so that what belongs to one job stays together. Jobs with the same answers are drawn as one
 * pattern.
 * @param patterns each with how many jobs have it, and a value for each rate
 * @returns one band a rate, of the mean over jobs
 */
export function jobBootstrap(
  patterns: readonly { readonly jobs: number; readonly values: readonly number[] }[],
  confidence = 0.95,
): Band[] {
  const rates = patterns[0]?.values.length ?? 0;
  const jobs = patterns.reduce((sum, pattern) => sum + pattern.jobs, 0);
  const owner = ownersOf(patterns, jobs);
  const random = seededRandom(SEED);
  const means = Array.from({ length: rates }, () => [] as number[]);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const drawn = drawPatterns(patterns.length, owner, random);
    for (let rate = 0; rate < rates; rate++) {
      const sum = patterns.reduce((total, { values }, i) => total + (drawn[i] ?? 0) * (values[rate] ?? 0), 0);
      means[rate]?.push(sum / jobs);
    }
  }
  return means.map((resamples) => percentileBand(resamples, confidence));
}

/** How often each pattern comes up among as many jobs as there are. */
function drawPatterns(patterns: number, owner: Uint32Array, random: () => number): Float64Array {
  const drawn = new Float64Array(patterns);
  for (let i = 0; i < owner.length; i++) {
    const pattern = owner[Math.floor(random() * owner.length)] ?? 0;
    drawn[pattern] = (drawn[pattern] ?? 0) + 1;
  }
  return drawn;
}

/** Which pattern each job has. */
function ownersOf(patterns: readonly { readonly jobs: number }[], jobs: number): Uint32Array {
  const owner = new Uint32Array(jobs);
  let from = 0;
  for (const [index, pattern] of patterns.entries()) {
    owner.fill(index, from, from + pattern.jobs);
    from += pattern.jobs;
  }
  return owner;
}
