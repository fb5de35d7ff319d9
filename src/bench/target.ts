import type { Interval } from './statistics/interval.js';

/** `undecided`: the interval holds the bound, so that the samples allow either. */
export type TargetVerdict = 'met' | 'missed' | 'undecided';

/** A target is met or missed only by the whole interval. Nothing measured is never met. */
export function targetVerdict(
  { low, high }: Interval,
  bound: { readonly atMost: number } | { readonly atLeast: number },
): TargetVerdict {
  if ('atMost' in bound) {
    if (high <= bound.atMost) return 'met';
    return low > bound.atMost ? 'missed' : 'undecided';
  }
  if (low >= bound.atLeast) return 'met';
  return high < bound.atLeast ? 'missed' : 'undecided';
}
