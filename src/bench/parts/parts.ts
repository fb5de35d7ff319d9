import { median } from 'simple-statistics';
import { medianFigure, perRepetition, ratioOf, samplesOf, target } from '../figures.js';
import type { Part, PartContext } from '../part.js';
import { BenchProcess } from '../processes/bench-process.js';
import type { Figure, Observation, Ratio, Target, Unit } from '../result.js';
import { CLASSIFICATION_SCENE } from './classification-tasks.js';
import type { RoundSettings } from './measure-pairs.js';
import { OURS } from './micro-task.js';
import type { MicroReply, MicroRequest } from './program.js';
import { READING_SCENES } from './reading-tasks.js';
import { SIMULATION_SCENE } from './simulation-tasks.js';
import { SLOT_SCENE } from './slot-tasks.js';
import { costBy } from './values-of-pairs.js';

const PROGRAM = new URL('./program.js', import.meta.url);

/** The same in both modes: what has run for longer is compiled better, and a quick run is compared with a full one. */
const ROUNDS: RoundSettings = { warmUpMs: 100, rounds: 12, taskMs: 10 };

/** What is compared besides the readers: a scene, and whose cost ours is divided by. */
const OTHER_SCENES = [
  { scene: CLASSIFICATION_SCENE, reference: 'each line, each pattern', each: 'MB' },
  { scene: SLOT_SCENE, reference: 'a list of promises', each: 'slot' },
  { scene: SIMULATION_SCENE, reference: 'its blocks alone', each: 'simulated second' },
] as const;

/**
 * The parts of the supervisor by themselves. Each repetition is a process of its own, because what the compiler and the
 * memory layout make of a program differs from process to process more than from round to round (Kalibera and Jones,
 * Rigorous Benchmarking in Reasonable Time, ISMM 2013).
 */
export const PARTS: Part = {
  name: 'parts',
  title: 'Parts by themselves, in CPU time',
  plan: (mode) =>
    ({ quick: { repetitions: 6, repetitionMs: 8_500 }, full: { repetitions: 30, repetitionMs: 8_500 } })[
      mode
    ],
  collect,
  summarise: (observations) => {
    const { rounds, taskMs } = ROUNDS;
    const settings = {
      'rounds in each process': String(rounds),
      'CPU time of each of a pair in a round': `${taskMs} ms`,
    };
    return {
      settings,
      figures: figuresOf(observations),
      targets: READING_SCENES.flatMap(({ scene }) => readingTarget(observations, scene)),
      ratios: ratiosOf(observations),
    };
  },
};

async function collect(context: PartContext): Promise<Observation[]> {
  const observations: Observation[] = [];
  const noted = new Set<string>();
  for (let repetition = 0; repetition < context.repetitions && context.mayGoOn(); repetition++) {
    const program = new BenchProcess(PROGRAM, { env: context.workspace.env });
    const interrupt = (): void => program.kill();
    context.signal.addEventListener('abort', interrupt, { once: true });
    try {
      const request: MicroRequest = { ...ROUNDS, seed: repetition + 1 };
      const { results, notes } = await program.ask<MicroReply>(request);
      observations.push(...results.map((result) => ({ repetition, ...result })));
      for (const sentence of notes) noted.add(sentence);
    } catch (error) {
      if (!context.signal.aborted) throw error;
    } finally {
      context.signal.removeEventListener('abort', interrupt);
      await program.stop();
    }
    context.repetitionDone();
  }
  for (const sentence of noted) context.note(sentence);
  return observations;
}

function figuresOf(observations: readonly Observation[]): Figure[] {
  const each = (scene: string, subject: string, name: string, value: string, unit: Unit): Figure[] => {
    const samples = samplesOf(observations, value, { scene, subject });
    return samples.length === 0 ? [] : [medianFigure(name, unit, samples)];
  };
  return [
    ...READING_SCENES.flatMap(({ scene }) =>
      subjectsOf(observations, scene).flatMap((subject) => [
        ...each(scene, subject, `by ${scene}: ${subject}`, 'mbPerS', 'MB/s'),
        ...each(scene, subject, `by ${scene}: ${subject}, an update`, 'usEach', 'µs'),
      ]),
    ),
    ...each(CLASSIFICATION_SCENE, OURS, 'classify 5 MB of stderr', 'mbPerS', 'MB/s'),
    ...each(SLOT_SCENE, OURS, 'hand on a slot', 'usEach', 'µs'),
    ...accelerationOf(observations),
  ];
}

/** Simulated by real seconds. */
function accelerationOf(observations: readonly Observation[]): Figure[] {
  const usEach = samplesOf(observations, 'usEach', { scene: SIMULATION_SCENE, subject: OURS });
  if (usEach.length === 0) return [];
  return [
    medianFigure(
      'simulated time by real time',
      '×',
      usEach.map((us) => 1e6 / us),
    ),
  ];
}

function subjectsOf(observations: readonly Observation[], scene: string): string[] {
  return [...new Set(observations.filter((one) => one.scene === scene).map(({ subject }) => subject))];
}

/** Our time for an update by that of the quickest of all others. */
function readingTarget(observations: readonly Observation[], scene: string): Target[] {
  const others = subjectsOf(observations, scene).filter((subject) => subject !== OURS);
  const costs = others.map((subject) => ({
    subject,
    usEach: median([...perRepetition(observations, 'usEach', { scene, subject }).values()]),
  }));
  const [quickest] = costs.sort((a, b) => a.usEach - b.usEach);
  if (quickest === undefined) return [];
  const { subject } = quickest;
  const name = `reading by ${scene}: time by that of the quickest other, ${subject}`;
  return [target(medianFigure(name, '×', sharesOf(observations, scene, subject)), { atMost: 1 })];
}

function ratiosOf(observations: readonly Observation[]): Ratio[] {
  const ratio = (scene: string, reference: string): Ratio =>
    ratioOf(`${scene}: ${OURS} / ${reference}`, sharesOf(observations, scene, reference));
  return [
    ...READING_SCENES.map(({ scene }) => ratio(scene, 'readline')),
    ...OTHER_SCENES.map(({ scene, reference }) => ratio(scene, reference)),
  ];
}

/** Our cost by that of somebody else, of each process. */
function sharesOf(observations: readonly Observation[], scene: string, reference: string): number[] {
  return samplesOf(observations, costBy(reference), { scene, subject: OURS });
}
