import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.js';
import { BenchRun } from '../../../src/bench/bench-run.js';
import { pairedRatio, perRepetition } from '../../../src/bench/figures.js';
import { type BenchBaseline, baselineOf } from '../../../src/bench/gate/baseline.js';
import { runGate } from '../../../src/bench/gate/run-gate.js';
import type { Part } from '../../../src/bench/part.js';
import type { Observation, PartName } from '../../../src/bench/result.js';

const REPETITIONS = 8;

/** A part that costs nothing to measure: ours is `factor` times theirs, with that much jitter. */
class MadeUpPart implements Part {
  readonly title = 'made up';
  readonly asked: number[] = [];
  readonly name: PartName;
  readonly #factor: number;
  readonly #jitter: number;
  readonly #random: () => number;

  constructor(name: PartName, factor: number, jitter: number, seed: number) {
    this.name = name;
    this.#factor = factor;
    this.#jitter = jitter;
    this.#random = seededRandom(seed);
  }

  plan() {
    return { repetitions: REPETITIONS, repetitionMs: 1 };
  }

  async collect({ repetitions, mayGoOn, repetitionDone }: Parameters<Part['collect']>[0]) {
    this.asked.push(repetitions);
    const observations: Observation[] = [];
    for (let repetition = 0; repetition < repetitions && mayGoOn(); repetition++) {
      const noise = 1 + this.#jitter * (this.#random() - 0.5);
      observations.push({ repetition, subject: 'ours', scene: '', values: { ms: this.#factor * noise } });
      observations.push({ repetition, subject: 'theirs', scene: '', values: { ms: 1 } });
      repetitionDone();
    }
    return observations;
  }

  summarise(observations: readonly Observation[]) {
    const of = (subject: string) => perRepetition(observations, 'ms', { subject });
    const ratios = [pairedRatio(`${this.name}: ours / theirs`, of('ours'), of('theirs'))];
    return { settings: {}, figures: [], targets: [], ratios };
  }
}

function newRun(budgetMs = 60_000): BenchRun {
  return new BenchRun({
    mode: 'quick',
    tools: {} as never,
    machine: { cpu: 'c', cores: 2, memoryBytes: 1, kernel: 'k', node: 'n', ffmpeg: 'f', loadAtStart: 0 },
    workspace: {} as never,
    fakesFolder: '',
    budgetMs,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
}

async function baselineFor(...parts: readonly Part[]): Promise<BenchBaseline> {
  const run = newRun();
  await run.measure(parts.map((part) => ({ part, repetitions: 40 })));
  return baselineOf(run.report());
}

describe('the gate, measuring', () => {
  it('is content with one look where that decides', async () => {
    const before = await baselineFor(new MadeUpPart('parts', 1, 0.05, 1));
    const part = new MadeUpPart('parts', 1, 0.05, 2);
    expect((await runGate(newRun(), [part], before, 'quick')).verdict).toBe('passed');
    expect(part.asked).toEqual([8]);
  });

  it('measures again, twice as much in all, what is undecided, and only that', async () => {
    const before = await baselineFor(new MadeUpPart('parts', 1, 0.05, 1), new MadeUpPart('scale', 1, 1.2, 2));
    const [steady, noisy] = [new MadeUpPart('parts', 1, 0.05, 3), new MadeUpPart('scale', 1.05, 1.2, 4)];
    const result = await runGate(newRun(), [steady, noisy], before, 'quick');
    expect(steady.asked).toEqual([8]);
    expect(noisy.asked).toEqual([8, 8, 16, 32]);
    expect(result.comparisons.map(({ n }) => n)).toEqual([8, 64]);
    expect(result.verdict).toBe('inconclusive');
  });

  it('fails what has become a fifth dearer', async () => {
    const before = await baselineFor(new MadeUpPart('parts', 1, 0.1, 1));
    const result = await runGate(newRun(), [new MadeUpPart('parts', 1.2, 0.1, 2)], before, 'quick');
    expect(result.verdict).toBe('failed');
    expect(result.comparisons[0]?.change.estimate).toBeCloseTo(1.2, 1);
  });

  it('passes nothing when there was no time to measure', async () => {
    const before = await baselineFor(new MadeUpPart('parts', 1, 0.05, 1));
    const result = await runGate(newRun(0), [new MadeUpPart('parts', 1, 0.05, 2)], before, 'quick');
    expect(result.verdict).toBe('nothing measured');
  });

  it('measures nothing for which there is no baseline', async () => {
    const before = await baselineFor(new MadeUpPart('parts', 1, 0.05, 1));
    const other = new MadeUpPart('scale', 1, 0.05, 2);
    expect((await runGate(newRun(), [other], before, 'quick')).verdict).toBe('nothing measured');
    expect(other.asked).toEqual([]);
  });
});
