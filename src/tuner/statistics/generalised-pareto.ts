/** A tail beyond a threshold. Extrapolates: what it says of values that nobody has seen is a model's opinion. */
export interface TailFit {
  readonly thresholdMs: number;
  /** Above 0: a heavy tail, with no end. Below: the tail ends at `threshold - scale / shape`. */
  readonly shape: number;
  readonly scaleMs: number;
  /** Values beyond the threshold, and all of them. */
  readonly exceedances: number;
  readonly of: number;
}

/** Fewer exceedances than this do not show the form of a tail. */
export const LEAST_EXCEEDANCES = 50;

/** The share of all values that the tail is fitted to. */
const TAIL_SHARE = 0.1;

/** The method's own estimate of the empirical distribution function of the i-th of n. */
const PLOTTING_SHIFT = 0.35;

/** A smaller shape is an exponential tail, to within rounding. */
const EXPONENTIAL = 1e-6;

/**
 * Fits the generalised Pareto distribution to what exceeds the 90th percentile, by probability-weighted moments (Hosking
 * and Wallis, Technometrics 29, 1987): with a0 the mean of the exceedances and a1 the mean of x (1 - p),
 * scale = 2 a0 a1 / (a0 - 2 a1) and shape = 2 - a0 / (a0 - 2 a1) (their k is minus the shape).
 * @returns undefined with fewer than `LEAST_EXCEEDANCES`, or where they do not vary
 */
export function fitTail(values: readonly number[]): TailFit | undefined {
  const sorted = Float64Array.from(values).sort();
  const first = Math.floor(sorted.length * (1 - TAIL_SHARE));
  const thresholdMs = sorted[first - 1];
  if (thresholdMs === undefined) return undefined;
  const beyond = [...sorted.subarray(first)].map((value) => value - thresholdMs).filter((value) => value > 0);
  if (beyond.length < LEAST_EXCEEDANCES) return undefined;
  const moments = fitExceedances(beyond);
  if (moments === undefined) return undefined;
  return { thresholdMs, ...moments, exceedances: beyond.length, of: sorted.length };
}

/** @param beyond by how much each exceeds the threshold, ascending */
export function fitExceedances(
  beyond: readonly number[],
): { readonly shape: number; readonly scaleMs: number } | undefined {
  const n = beyond.length;
  const a0 = beyond.reduce((sum, x) => sum + x, 0) / n;
  const a1 = beyond.reduce((sum, x, i) => sum + x * (1 - (i + 1 - PLOTTING_SHIFT) / n), 0) / n;
  const spread = a0 - 2 * a1;
  if (!(spread > 0)) return undefined;
  return { shape: 2 - a0 / spread, scaleMs: (2 * a0 * a1) / spread };
}

/** The probability that a value exceeds `atMs`; only beyond the threshold. */
export function tailProbability(fit: TailFit, atMs: number): number {
  const { shape, scaleMs, thresholdMs, exceedances, of } = fit;
  const beyond = Math.max(0, atMs - thresholdMs) / scaleMs;
  if (Math.abs(shape) < EXPONENTIAL) return (exceedances / of) * Math.exp(-beyond);
  return (exceedances / of) * Math.max(0, 1 + shape * beyond) ** (-1 / shape);
}
