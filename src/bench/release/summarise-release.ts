import { formatDuration } from '../../base/duration.js';
import {
  medianFigure,
  pairedRatio,
  perRepetition,
  quantileFigure,
  samplesOf,
  target,
  timesLess,
} from '../figures.js';
import type { Figure, Observation, PartResult, Target } from '../result.js';
import { SCENES } from './scenes.js';
import { RELEASE } from './settings.js';

const OWN = 'stallproof';
const SUPERVISORS = [OWN, 'polling', 'execa timeout'] as const;

const MOST_OVERHEAD_MS = { median: 5, p95: 30 } as const;
const LEAST_TIMES_LESS = 50;

/** Single kills take a few ms, and a busy machine doubles that now and then. */
const FLOOR = 0.3;

const EARLY = 'killed before the deadline';

const STEPS = {
  decisionMs: 'until SIGKILL',
  treeMs: 'until no process is left',
  tempMs: 'until the temp file is gone',
  slotMs: 'until the slot is free',
  lockMs: 'until the lock is gone',
} as const;

export function summariseRelease(
  observations: readonly Observation[],
): Omit<PartResult, 'part' | 'title' | 'notes'> {
  return {
    settings: {
      'stall timeout': formatDuration(RELEASE.stallMs),
      'tick of the polling watchdog': `${formatDuration(RELEASE.tickMs)}, random phase`,
      'timeout of execa': `${formatDuration(RELEASE.stallMs + RELEASE.naiveAllowanceMs)}, as if the stall had been foreseen`,
      'jobs at the same time': `${RELEASE.batch} of each system`,
      'stalls in turn': SCENES.join(', '),
    },
    figures: figuresOf(observations),
    targets: targetsOf(observations),
    ratios: [
      pairedRatio(
        'release: stallproof / bare SIGKILL',
        perRepetition(byRound(observations), 'totalMs', { subject: OWN }),
        perRepetition(byRound(observations), 'killMs', { subject: 'bare' }),
        FLOOR,
      ),
    ],
  };
}

function figuresOf(observations: readonly Observation[]): Figure[] {
  const totals = SUPERVISORS.flatMap((subject) => {
    const samples = samplesOf(observations, 'totalMs', { subject });
    if (samples.length === 0) return [];
    return [0.5, 0.95].map((p) => quantileFigure(`${subject}: total`, 'ms', samples, p));
  });
  const scenes = SCENES.flatMap((scene) => {
    const samples = samplesOf(observations, 'totalMs', { subject: OWN, scene });
    return samples.length === 0 ? [] : [medianFigure(`${OWN}: total, ${scene}`, 'ms', samples)];
  });
  const steps = Object.entries(STEPS).map(([value, name]) =>
    medianFigure(`${OWN}: ${name}`, 'ms', samplesOf(observations, value, { subject: OWN })),
  );
  const bare = [0.5, 0.95].map((p) =>
    quantileFigure(
      'bare SIGKILL to death of the tree',
      'ms',
      samplesOf(observations, 'killMs', { subject: 'bare' }),
      p,
    ),
  );
  const early = SUPERVISORS.map((subject) => countOf(observations, subject, 'early', EARLY));
  return [...totals, ...scenes, ...steps, ...bare, ...early];
}

function targetsOf(observations: readonly Observation[]): Target[] {
  const overhead = overheads(observations);
  const own = samplesOf(observations, 'totalMs', { subject: OWN });
  const polling = samplesOf(observations, 'totalMs', { subject: 'polling' });
  return [
    target(medianFigure('overhead over bare SIGKILL', 'ms', overhead), { atMost: MOST_OVERHEAD_MS.median }),
    target(quantileFigure('overhead over bare SIGKILL', 'ms', overhead, 0.95), {
      atMost: MOST_OVERHEAD_MS.p95,
    }),
    target(timesLess('total of polling by total of ours', own, polling), { atLeast: LEAST_TIMES_LESS }),
    target(countOf(observations, OWN, 'early', EARLY), { atMost: 0 }),
    target(countOf(observations, OWN, 'failed', 'not ended, or not seen as a stall'), { atMost: 0 }),
  ];
}

/** Of each of our jobs, what its total is above the bare kill of its pair: the same stall in the same round. */
function overheads(observations: readonly Observation[]): number[] {
  const kills = perRepetition(observations, 'killMs', { subject: 'bare' });
  const totals = perRepetition(observations, 'totalMs', { subject: OWN });
  return [...totals].flatMap(([pair, totalMs]) => {
    const killMs = kills.get(pair);
    return killMs === undefined ? [] : [totalMs - killMs];
  });
}

/** A plain count; where nothing was counted, nothing is known. */
function countOf(observations: readonly Observation[], subject: string, value: string, name: string): Figure {
  const own = observations.filter((observation) => observation.subject === subject);
  const count = own.filter(({ values }) => (values[value] ?? 0) > 0).length;
  const known = own.length > 0;
  const interval = {
    estimate: known ? count : Number.NaN,
    low: known ? count : Number.NEGATIVE_INFINITY,
    high: known ? count : Number.POSITIVE_INFINITY,
    confidence: 1,
  };
  return { name: `${subject}: ${name}`, unit: '', statistic: 'count', n: own.length, interval };
}

function byRound(observations: readonly Observation[]): Observation[] {
  return observations.map((observation) => ({
    ...observation,
    repetition: Math.floor(observation.repetition / RELEASE.batch),
  }));
}
