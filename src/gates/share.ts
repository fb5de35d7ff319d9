import { exactInterval } from '../statistics/clopper-pearson.js';

/** A count out of a total, with what the share may be in the world that the sample is from. */
export interface Share {
  readonly count: number;
  readonly total: number;
  /** From 0 to 1; both 0 to 1 where nothing was counted. */
  readonly low: number;
  readonly high: number;
}

/** The exact 95 % interval of Clopper and Pearson (1934): never too narrow, however small the sample. */
export function shareOf(count: number, total: number): Share {
  const { low, high } = exactInterval(count, total);
  return { count, total, low: round(low), high: round(high) };
}

/** `14 of 22 (64 %, 95 % interval 41 to 83 %)`. */
export function shareWords({ count, total, low, high }: Share): string {
  if (total === 0) return 'none of 0';
  return `${count} of ${total} (${percent(count / total)} %, 95 % interval ${percent(low)} to ${percent(high)} %)`;
}

/** A share as whole per cent; below 10 % with a digit behind the point. */
export function percent(share: number): string {
  const value = share * 100;
  return value !== 0 && value < 10 ? value.toFixed(1) : value.toFixed(0);
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
