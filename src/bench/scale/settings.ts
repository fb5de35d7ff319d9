import type { BenchMode } from '../result.js';

/** The gate compares these two, in every repetition: a thousand jobs would take too long as often as it needs. */
export const STEP = [10, 100] as const;

const ALL_SIZES: Readonly<Record<BenchMode, readonly number[]>> = {
  quick: [1, ...STEP],
  full: [1, ...STEP, 1000],
};

/** In so many repetitions all sizes have their turn, to see the growth over all of them. */
const WHOLE_REPETITIONS: Readonly<Record<BenchMode, number>> = { quick: 1, full: 2 };

/** How many jobs at the same time, one size after the other. */
export function sizesIn(mode: BenchMode, repetition: number): readonly number[] {
  return repetition < WHOLE_REPETITIONS[mode] ? ALL_SIZES[mode] : STEP;
}

/** How often a silent job is looked at. */
export const TICK_MS = 2_000;

/** How long all jobs are left in peace. */
export const IDLE_MS = 6_000;

/** The first job must not stall while the last one is being started, nor during the peace that follows. */
export function stallTimeoutMs(jobs: number): number {
  if (jobs > 100) return 45_000;
  return jobs > 10 ? 15_000 : 9_000;
}
