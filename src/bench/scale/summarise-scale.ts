import { formatDuration } from '../../base/duration.js';
import { medianFigure, pairedRatio, perRepetition, samplesOf, target } from '../figures.js';
import type { Figure, Observation, PartResult, Ratio, Target, Unit } from '../result.js';
import { growthExponent, type Point } from '../statistics/growth.js';
import { IDLE_MS, STEP, TICK_MS } from './settings.js';

/** A cost that does not depend on the number of jobs has the exponent 0; this much is nothing yet. */
const MOST_GROWTH = 0.05;

/** What a job costs in a crowd differs by much less than that from run to run. */
const FLOOR = 0.3;

/** Other than CPU time and memory, this depends on what else the machine does just then. */
const TIME_FLOOR = 0.5;

/** What one job of a crowd costs. */
const COSTS: readonly {
  readonly name: string;
  readonly unit: Unit;
  /** The share below which the gate takes no notice of a change. */
  readonly floor: number;
  of(values: Observation['values']): number;
}[] = [
  {
    name: 'CPU of a silent one, a second',
    unit: 'ms',
    floor: FLOOR,
    of: (values) => each(values, 'idleCpuMsPerS'),
  },
  { name: 'memory of one', unit: 'KiB', floor: FLOOR, of: (values) => each(values, 'heapBytes') / 1024 },
  {
    name: 'CPU of ending a stalled one',
    unit: 'ms',
    floor: FLOOR,
    of: (values) => each(values, 'releaseCpuMs'),
  },
  {
    name: 'time of ending all, by job',
    unit: 'ms',
    floor: TIME_FLOOR,
    of: (values) => each(values, 'lastLockMs'),
  },
];

const LATENCIES = {
  slotMedianMs: 'deadline to slot, median',
  slotP95Ms: 'deadline to slot, p95',
  idleDelayMs: 'loop late at worst, silent',
  releaseDelayMs: 'loop late at worst, stalling',
} as const;

export function summariseScale(
  observations: readonly Observation[],
): Omit<PartResult, 'part' | 'title' | 'notes'> {
  return {
    settings: {
      ffmpeg: 'a shell script that is silent, tells of one advance at a common moment, and is silent again',
      'looked at each': formatDuration(TICK_MS),
      'silent for': formatDuration(IDLE_MS),
    },
    figures: [
      ...sizesOf(observations).flatMap((jobs) => figuresOf(observations, jobs)),
      ...lastStep(observations).map(figureOf),
    ],
    targets: targetsOf(observations),
    ratios: growthOver(observations, ...STEP),
  };
}

function figuresOf(observations: readonly Observation[], jobs: number): Figure[] {
  const scene = String(jobs);
  const costs = COSTS.map(({ name, unit, of }) =>
    medianFigure(
      `${jobs} jobs: ${name}`,
      unit,
      observations.filter((one) => one.scene === scene).map(({ values }) => of(values)),
    ),
  );
  const latencies = Object.entries(LATENCIES).map(([value, name]) =>
    medianFigure(`${jobs} jobs: ${name}`, 'ms', samplesOf(observations, value, { scene })),
  );
  return [...costs, ...latencies];
}

function targetsOf(observations: readonly Observation[]): Target[] {
  if (sizesOf(observations).length < 2) return [];
  return COSTS.map(({ name, of }) => {
    const points = observations.map(({ values }): Point => [values.jobs ?? 0, of(values)]);
    const interval = growthExponent(points);
    const figure: Figure = {
      name: `growth exponent: ${name}`,
      unit: '',
      statistic: 'slope of the logarithms',
      n: points.length,
      interval,
    };
    return target(figure, { atMost: MOST_GROWTH });
  });
}

/** Growth that comes late shows here. */
function lastStep(observations: readonly Observation[]): Ratio[] {
  const [smaller, larger] = sizesOf(observations).slice(-2);
  return smaller === undefined || larger === undefined ? [] : growthOver(observations, smaller, larger);
}

/** What a job costs in the larger crowd, by what it costs in the smaller one. */
function growthOver(observations: readonly Observation[], smaller: number, larger: number): Ratio[] {
  return COSTS.map(({ name, floor, of }) => {
    const costs = observations.map((one) => ({ ...one, values: { cost: of(one.values) } }));
    const at = (jobs: number) => perRepetition(costs, 'cost', { scene: String(jobs) });
    return pairedRatio(`${name}: ${larger} / ${smaller}`, at(larger), at(smaller), floor);
  });
}

function figureOf({ samples: _samples, floor: _floor, ...figure }: Ratio): Figure {
  return figure;
}

function sizesOf(observations: readonly Observation[]): number[] {
  return [...new Set(observations.map(({ values }) => values.jobs ?? 0))].sort((a, b) => a - b);
}

function each(values: Observation['values'], name: string): number {
  return (values[name] ?? Number.NaN) / (values.jobs ?? Number.NaN);
}
