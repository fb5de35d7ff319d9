import type { Ratio } from '../result.js';
import { type Interval, mapInterval } from '../statistics/interval.js';
import { shiftInterval } from '../statistics/shift-interval.js';

/** All that the gate looks at. */
export type GatedRatio = Pick<Ratio, 'name' | 'samples' | 'floor'>;

export type RatioVerdict = 'no worse' | 'worse' | 'inconclusive' | 'unmeasured';

/** One ratio then and now. */
export interface RatioComparison {
  readonly name: string;
  readonly verdict: RatioVerdict;
  /** The ratio now by the ratio then: 1.2 is a fifth dearer. */
  readonly change: Interval;
  readonly floor: number;
  readonly n: number;
  readonly baselineN: number;
}

export type GateVerdict = 'passed' | 'failed' | 'inconclusive' | 'nothing measured';

export interface GateResult {
  readonly verdict: GateVerdict;
  readonly comparisons: readonly RatioComparison[];
  /** Measured, but not in the baseline: judged by nobody. */
  readonly unknown: readonly string[];
}

/** What is left of the error allowed to the gate as a whole, for each comparison of each look. */
const FAMILY_ERROR = 0.05;

/** A ratio of fewer repetitions than this has shown nothing of how it varies. */
const LEAST_SAMPLES = 5;

/** How often the gate may look at the growing samples before it gives up. */
export const MOST_LOOKS = 4;

/**
 * Compares ratios with those of the baseline. A verdict falls only where the whole interval of the change lies on one
 * side of the floor: above it is worse, below it is no worse, and everything else is inconclusive. All comparisons of
 * all looks share one error of 5 % (Bonferroni), so that looking again does not wear the confidence down.
 * @param before of those parts that were to be measured
 */
export function judgeRatios(now: readonly GatedRatio[], before: readonly GatedRatio[]): GateResult {
  const confidence = 1 - FAMILY_ERROR / (MOST_LOOKS * Math.max(1, before.length));
  const comparisons = before.map((then) => {
    const found = now.find(({ name }) => name === then.name);
    return compare(then, found, confidence);
  });
  const known = new Set(before.map(({ name }) => name));
  return {
    verdict: verdictOf(comparisons.map(({ verdict }) => verdict)),
    comparisons,
    unknown: now.map(({ name }) => name).filter((name) => !known.has(name)),
  };
}

function compare(then: GatedRatio, now: GatedRatio | undefined, confidence: number): RatioComparison {
  const [later, earlier] = [logarithms(now?.samples ?? []), logarithms(then.samples)];
  const change = mapInterval(shiftInterval(later, earlier, confidence), Math.exp);
  const { name } = then;
  const floor = now?.floor ?? then.floor;
  const n = later.length;
  const baselineN = earlier.length;
  return { name, verdict: verdictOn(change, floor, Math.min(n, baselineN)), change, floor, n, baselineN };
}

function verdictOn({ low, high }: Interval, floor: number, n: number): RatioVerdict {
  if (n === 0) return 'unmeasured';
  if (n < LEAST_SAMPLES) return 'inconclusive';
  if (low > 1 + floor) return 'worse';
  return high < 1 + floor ? 'no worse' : 'inconclusive';
}

function verdictOf(verdicts: readonly RatioVerdict[]): GateVerdict {
  if (verdicts.every((verdict) => verdict === 'unmeasured')) return 'nothing measured';
  if (verdicts.includes('worse')) return 'failed';
  return verdicts.every((verdict) => verdict === 'no worse') ? 'passed' : 'inconclusive';
}

/** Costs are compared by their ratio; what is no cost was not measured. */
function logarithms(samples: readonly number[]): number[] {
  return samples.filter((sample) => sample > 0 && Number.isFinite(sample)).map(Math.log);
}
