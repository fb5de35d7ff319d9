import { describe, expect, it } from 'vitest';
import { type Random, seededRandom } from '../../../src/base/random.js';
import { type GateVerdict, judgeRatios, MOST_LOOKS } from '../../../src/bench/gate/judge-ratios.js';
import type { Ratio } from '../../../src/bench/result.js';

const RATIOS = ['parser', 'wall', 'cpu', 'release', 'scale'];
const BASELINE_N = 40;
const FIRST_LOOK_N = 12;

/** One run of a benchmark on a shared machine. */
class NoisyRun {
  readonly #random: Random;
  /** What holds for the whole run and no repetition averages out: where memory lies, what the cores do. */
  readonly #runFactor: number;

  constructor(seed: number, runDeviation = 0.015) {
    this.#random = seededRandom(seed);
    this.#runFactor = Math.exp(runDeviation * this.#normal());
  }

  /** A ratio as interleaved repetitions show it: jitter, and bursts that hit one side or the other. */
  ratio(name: string, n: number, factor = 1): Ratio {
    const samples = Array.from({ length: n }, () => {
      const burst = this.#random() < 0.15 ? (this.#random() - 0.5) * 2 : 0;
      return factor * this.#runFactor * Math.exp(0.06 * this.#normal() + burst);
    });
    return ratioOf(name, samples);
  }

  /** Box and Muller. */
  #normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.#random())) * Math.cos(2 * Math.PI * this.#random());
  }
}

/** A gate that looks, measures twice as much, and looks again, as the command does. */
function gate(
  seed: number,
  planted: Readonly<Record<string, number>> = {},
  runDeviation?: number,
): GateVerdict {
  const then = new NoisyRun(seed * 2, runDeviation);
  const before = RATIOS.map((name) => then.ratio(name, BASELINE_N));
  const current = new NoisyRun(seed * 2 + 1, runDeviation);
  let now = RATIOS.map((name) => ratioOf(name, []));
  let verdict: GateVerdict = 'nothing measured';
  for (let look = 0; look < MOST_LOOKS; look++) {
    const more = FIRST_LOOK_N * 2 ** Math.max(0, look - 1);
    now = now.map(({ name, samples }) =>
      ratioOf(name, [...samples, ...current.ratio(name, more, planted[name]).samples]),
    );
    verdict = judgeRatios(now, before).verdict;
    if (verdict !== 'inconclusive') break;
  }
  return verdict;
}

function count(verdicts: readonly GateVerdict[]): Record<GateVerdict, number> {
  const counts = { passed: 0, failed: 0, inconclusive: 0, 'nothing measured': 0 };
  for (const verdict of verdicts) counts[verdict]++;
  return counts;
}

function ratioOf(name: string, samples: readonly number[], floor = 0.1): Ratio {
  const interval = { estimate: 1, low: 0, high: 2, confidence: 0.95 };
  return { name, unit: '×', statistic: 'median', n: samples.length, interval, samples, floor };
}

const SEEDS = Array.from({ length: 40 }, (_, index) => index + 1);

describe('the gate, with the noise of a shared machine', () => {
  it('passes what has not changed, and never fails it', () => {
    const counts = count(SEEDS.map((seed) => gate(seed)));
    expect(counts.failed).toBe(0);
    expect(counts.passed).toBeGreaterThanOrEqual(36);
  });

  it('fails a planted regression of 20 %, and never passes it', () => {
    const counts = count(SEEDS.map((seed) => gate(seed, { cpu: 1.2 })));
    expect(counts.passed).toBe(0);
    expect(counts.failed).toBeGreaterThanOrEqual(33);
  });

  it('fails a planted regression of 50 % every time', () => {
    expect(count(SEEDS.slice(0, 20).map((seed) => gate(seed, { parser: 1.5 }))).failed).toBe(20);
  });

  it('passes an improvement', () => {
    expect(count(SEEDS.slice(0, 20).map((seed) => gate(seed, { release: 0.5 }))).failed).toBe(0);
  });

  it('passes a change of the floor once in twenty times at most, and fails it as seldom', () => {
    const seeds = Array.from({ length: 80 }, (_, index) => 1000 + index);
    const counts = count(seeds.map((seed) => gate(seed, { cpu: 1.1 }, 0)));
    expect(counts.passed).toBeLessThanOrEqual(9);
    expect(counts.failed).toBeLessThanOrEqual(9);
  });

  it('decides nothing about a change that is as large as the floor', () => {
    const counts = count(SEEDS.slice(0, 20).map((seed) => gate(seed, { wall: 1.1 })));
    expect(counts.inconclusive).toBeGreaterThanOrEqual(12);
  });
});

describe('the gate, with nothing to go by', () => {
  const steady = Array.from({ length: 30 }, (_, index) => 1 + index / 1000);
  const before = [ratioOf('parser', steady), ratioOf('wall', steady)];

  it('passes the very same samples', () => {
    expect(judgeRatios(before, before).verdict).toBe('passed');
  });

  it.each([
    ['no ratio was measured', []],
    ['only others were', [ratioOf('new', steady)]],
    ['they have no samples', [ratioOf('parser', []), ratioOf('wall', [])]],
    ['their samples are no costs', [ratioOf('parser', [0, -1, Number.NaN, Number.POSITIVE_INFINITY])]],
  ])('says so where %s', (_what, now) => {
    expect(judgeRatios(now, before).verdict).toBe('nothing measured');
  });

  it('says so where the baseline is empty', () => {
    expect(judgeRatios(before, []).verdict).toBe('nothing measured');
    expect(judgeRatios(before, [ratioOf('parser', [])]).verdict).toBe('nothing measured');
  });

  it('does not pass where one ratio of the baseline is missing', () => {
    const { verdict, comparisons } = judgeRatios([ratioOf('parser', steady)], before);
    expect(verdict).toBe('inconclusive');
    expect(comparisons.map((one) => one.verdict)).toEqual(['no worse', 'unmeasured']);
  });

  it('does not pass on a handful of samples', () => {
    const now = [ratioOf('parser', steady.slice(0, 2)), ratioOf('wall', steady.slice(0, 2))];
    expect(judgeRatios(now, before).verdict).toBe('inconclusive');
  });

  it('names what the baseline does not know', () => {
    expect(judgeRatios([...before, ratioOf('new', steady)], before).unknown).toEqual(['new']);
  });

  it('goes by the floor of today', () => {
    const dearer = steady.map((sample) => sample * 1.3);
    expect(judgeRatios([ratioOf('parser', dearer)], [ratioOf('parser', steady)]).verdict).toBe('failed');
    expect(judgeRatios([ratioOf('parser', dearer, 0.5)], [ratioOf('parser', steady)]).verdict).toBe('passed');
  });
});
