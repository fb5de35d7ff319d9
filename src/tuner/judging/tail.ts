import {
  fitTail,
  LEAST_EXCEEDANCES,
  type TailFit,
  tailProbability,
} from '../statistics/generalised-pareto.js';
import { longestGap, type TunedJob } from './job.js';

/** What a tail fit says of longer stall times than the jobs show. */
export type Tail =
  | {
      readonly kind: 'fitted';
      /** Extrapolation: the model's opinion, not evidence; no recommendation rests on it. */
      readonly extrapolation: true;
      readonly fit: TailFit;
      readonly chances: readonly { readonly stallMs: number; readonly perJob: number }[];
    }
  | { readonly kind: 'none'; readonly why: string };

/** Fits the longest silences of jobs whose every silence was seen to its end. */
export function tailOf(jobs: readonly TunedJob[], stallsMs: readonly number[]): Tail {
  const gaps = jobs.filter(({ whole }) => whole).map((job) => longestGap(job).gapMs);
  const fit = fitTail(gaps);
  if (fit === undefined) {
    return {
      kind: 'none',
      why: `fewer than ${LEAST_EXCEEDANCES} jobs lie beyond the 90th percentile, or they do not vary`,
    };
  }
  const chances = stallsMs
    .filter((stallMs) => stallMs > fit.thresholdMs)
    .sort((a, b) => a - b)
    .map((stallMs) => ({ stallMs, perJob: tailProbability(fit, stallMs) }));
  return { kind: 'fitted', extrapolation: true, fit, chances };
}
