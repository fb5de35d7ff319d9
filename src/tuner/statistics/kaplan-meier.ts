/** Something that ended after a time, or was seen to last that long and not further. */
export interface Lifetime {
  readonly atMs: number;
  /** True where its end was seen; false where whoever watched stopped watching. */
  readonly ended: boolean;
}

/** One step of a survival curve. */
export interface SurvivalStep {
  readonly atMs: number;
  /** The probability to last longer than `atMs`. */
  readonly survival: number;
  /** How many were still there just before. */
  readonly atRisk: number;
  readonly ends: number;
}

/** So many that ended, or were lost from sight, at the same time. */
export interface LifetimeCount {
  readonly atMs: number;
  readonly ends: number;
  readonly lost: number;
}

/**
 * The product-limit estimate of survival (Kaplan and Meier, Journal of the American Statistical Association 53, 1958):
 * S(t) is the product of 1 - d/n over all times of an end up to t. What was lost from sight at the time of an end counts
 * as still there.
 */
export function kaplanMeier(lifetimes: readonly Lifetime[]): SurvivalStep[] {
  const counts = new Map<number, { ends: number; lost: number }>();
  for (const { atMs, ended } of lifetimes) {
    const count = counts.get(atMs) ?? { ends: 0, lost: 0 };
    if (ended) count.ends++;
    else count.lost++;
    counts.set(atMs, count);
  }
  return survivalOf([...counts].map(([atMs, count]) => ({ atMs, ...count })));
}

/** The same for lifetimes that were counted in bins; a bin counts as its own time. */
export function survivalOf(counts: readonly LifetimeCount[]): SurvivalStep[] {
  const sorted = [...counts].sort((a, b) => a.atMs - b.atMs);
  let atRisk = sorted.reduce((sum, { ends, lost }) => sum + ends + lost, 0);
  let survival = 1;
  const steps: SurvivalStep[] = [];
  for (const { atMs, ends, lost } of sorted) {
    if (ends > 0) {
      survival *= 1 - ends / atRisk;
      steps.push({ atMs, survival, atRisk, ends });
    }
    atRisk -= ends + lost;
  }
  return steps;
}

/** The time that a share of all does not outlast; undefined where too few ends were seen to tell. */
export function survivalQuantile(steps: readonly SurvivalStep[], share: number): number | undefined {
  return steps.find(({ survival }) => survival <= 1 - share + Number.EPSILON)?.atMs;
}
