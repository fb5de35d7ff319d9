import { median } from 'simple-statistics';
import type { Figure, Observation, Ratio, Target, Unit } from './result.js';
import { bootstrapInterval } from './statistics/bootstrap.js';
import { centreInterval } from './statistics/centre-interval.js';
import { mapInterval } from './statistics/interval.js';
import { quantileInterval } from './statistics/quantile-interval.js';
import { targetVerdict } from './target.js';

/** A change that is smaller than this is nothing that anybody would notice. */
const DEFAULT_FLOOR = 0.1;

const CONFIDENCE = 0.95;

/** Which observations a number is made of; what is left out matches everything. */
export interface Choice {
  readonly subject?: string;
  readonly scene?: string;
}

/** One value of all observations that match. */
export function samplesOf(observations: readonly Observation[], value: string, choice: Choice): number[] {
  return observations.filter(matches(choice)).flatMap(({ values }) => {
    const sample = values[value];
    return sample !== undefined && Number.isFinite(sample) ? [sample] : [];
  });
}

/** The median of a value in each repetition that has it, by repetition. */
export function perRepetition(
  observations: readonly Observation[],
  value: string,
  choice: Choice,
): ReadonlyMap<number, number> {
  const collected = new Map<number, number[]>();
  for (const { repetition, values } of observations.filter(matches(choice))) {
    const sample = values[value];
    if (sample === undefined || !Number.isFinite(sample)) continue;
    collected.set(repetition, [...(collected.get(repetition) ?? []), sample]);
  }
  return new Map([...collected].map(([repetition, samples]) => [repetition, median(samples)]));
}

function matches({ subject, scene }: Choice): (observation: Observation) => boolean {
  return (observation) =>
    (subject === undefined || observation.subject === subject) &&
    (scene === undefined || observation.scene === scene);
}

export function medianFigure(name: string, unit: Unit, samples: readonly number[]): Figure {
  return quantileFigure(name, unit, samples, 0.5);
}

export function quantileFigure(name: string, unit: Unit, samples: readonly number[], p: number): Figure {
  const statistic = p === 0.5 ? 'median' : `p${p * 100}`;
  return { name, unit, statistic, n: samples.length, interval: quantileInterval(samples, p) };
}

/** The centre of ratios, whose logarithms scatter evenly to both sides: narrower than their median. */
export function centreFigure(name: string, unit: Unit, samples: readonly number[]): Figure {
  const interval = mapInterval(centreInterval(samples.map(Math.log), CONFIDENCE), Math.exp);
  return { name, unit, statistic: 'Hodges-Lehmann', n: samples.length, interval };
}

/** How many times the median of the second is the median of the first. */
export function timesLess(name: string, first: readonly number[], second: readonly number[]): Figure {
  return {
    name,
    unit: '×',
    statistic: 'ratio of medians',
    n: Math.min(first.length, second.length),
    interval: bootstrapInterval(first, second, (ours, theirs) => median([...theirs]) / median([...ours])),
  };
}

export function target(figure: Figure, bound: Target['bound']): Target {
  return { ...figure, bound, verdict: targetVerdict(figure.interval, bound) };
}

/**
 * Ours by theirs, repetition by repetition: what disturbs both at the same time drops out.
 * @param floor the share below which a change means nothing
 */
export function pairedRatio(
  name: string,
  ours: ReadonlyMap<number, number>,
  theirs: ReadonlyMap<number, number>,
  floor?: number,
): Ratio {
  const samples = [...ours].flatMap(([repetition, cost]) => {
    const other = theirs.get(repetition);
    return other !== undefined && other > 0 && cost > 0 ? [cost / other] : [];
  });
  return ratioOf(name, samples, floor);
}

/**
 * @param samples one a repetition
 * @param floor the share below which a change means nothing
 */
export function ratioOf(name: string, samples: readonly number[], floor = DEFAULT_FLOOR): Ratio {
  return { ...medianFigure(name, '×', samples), samples, floor };
}
