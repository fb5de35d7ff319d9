import type { Ratio } from '../result.js';
import { type Interval, mapInterval } from '../statistics/interval.js';
import { shiftBetween } from '../statistics/shift-interval.js';

/** All that the gate looks at. */
export type GatedRatio = Pick<Ratio, 'name' | 'samples' | 'floor'>;

export type RatioVerdict = 'no worse' | 'worse' | 'inconclusive' | 'unmeasured';

/** One ratio then and now. */
export interface RatioComparison {
  readonly name: string;
  readonly verdict: RatioVerdict;
  /** The ratio now by the ratio then: 1.2 is a fifth dearer. Each side is a bound of its own, see {@link judgeRatios}. */
  readonly change: Omit<Interval, 'confidence'>;
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

/** How often the gate may accuse what has not changed; as often it may pass what has become dearer. */
const GATE_ERROR = 0.05;

/** A ratio of fewer repetitions than this has shown nothing of how it varies. */
const LEAST_SAMPLES = 5;

/** How often the gate may look at the growing samples before it gives up. */
export const MOST_LOOKS = 4;

/**
 * Compares ratios with those of the baseline. A verdict falls only where the whole interval of the change lies on one
 * side of the floor: above it is worse, below it is no worse, and everything else is inconclusive.
 *
 * The gate fails when any ratio is worse, so all comparisons of all looks share the error of its lower bounds
 * (Bonferroni). It passes only when every single one is no worse, and whatever has become dearer is one of them: for
 * upper bounds only the looks share the error (the intersection-union test; Berger, Technometrics 24, 1982).
 * @param before of those parts that were to be measured
 */
export function judgeRatios(now: readonly GatedRatio[], before: readonly GatedRatio[]): GateResult {
  const passError = GATE_ERROR / MOST_LOOKS;
  const failError = passError / Math.max(1, before.length);
  const comparisons = before.map((then) => {
    const found = now.find(({ name }) => name === then.name);
    return compare(then, found, { failError, passError });
  });
  const known = new Set(before.map(({ name }) => name));
  return {
    verdict: verdictOf(comparisons.map(({ verdict }) => verdict)),
    comparisons,
    unknown: now.map(({ name }) => name).filter((name) => !known.has(name)),
  };
}

/** The probability of each wrong verdict about one ratio at one look. */
interface VerdictErrors {
  readonly failError: number;
  readonly passError: number;
}

function compare(then: GatedRatio, now: GatedRatio | undefined, errors: VerdictErrors): RatioComparison {
  const [later, earlier] = [logarithms(now?.samples ?? []), logarithms(then.samples)];
  // Of a two-sided interval each side has half of the error.
  const shift = shiftBetween(later, earlier);
  const { estimate, low } = mapInterval(shift(1 - 2 * errors.failError), Math.exp);
  const { high } = mapInterval(shift(1 - 2 * errors.passError), Math.exp);
  const change = { estimate, low, high };
  const { name } = then;
  const floor = now?.floor ?? then.floor;
  const n = later.length;
  const baselineN = earlier.length;
  return { name, verdict: verdictOn(change, floor, Math.min(n, baselineN)), change, floor, n, baselineN };
}

function verdictOn({ low, high }: RatioComparison['change'], floor: number, n: number): RatioVerdict {
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
