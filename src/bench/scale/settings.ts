import type { BenchMode } from '../result.js';

/** How many jobs at the same time. */
export const SIZES: Readonly<Record<BenchMode, readonly number[]>> = {
  quick: [1, 10, 100],
  full: [1, 10, 100, 1000],
};

/** How often a silent job is looked at. */
export const TICK_MS = 2_000;

/** How long all jobs are left in peace. */
export const IDLE_MS = 6_000;

/** The first job must not stall while the last one is being started, nor during the peace that follows. */
export function stallTimeoutMs(jobs: number): number {
  if (jobs > 100) return 45_000;
  return jobs > 10 ? 15_000 : 9_000;
}
