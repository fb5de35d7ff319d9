import { beforeAll, describe, expect, it } from 'vitest';
import { exactInterval } from '../../../src/statistics/clopper-pearson.js';
import { planFor } from '../../../src/tuner/counterfactual/plan.js';
import type { TunedJob } from '../../../src/tuner/judging/job.js';
import { countKills } from '../../../src/tuner/judging/kill-counts.js';
import { chainOf, recommend } from '../../../src/tuner/judging/recommend.js';
import type { Candidates } from '../../../src/tuner/setting.js';
import { falseKillTruth, type Population } from '../../../src/tuner/synthetic/population.js';
import { judgedJobs } from './judged-population.js';

const CANDIDATES: Candidates = { gracesMs: [0], stallsMs: [6000, 12_000], finalisesMs: [60_000] };
const GOAL = { budget: 0.1, confidence: 0.95 };
const POPULATIONS = 30;
const JOBS = 40;

/** Of 30 intervals that each hold the truth with 95 %, fewer than 25 do so once in 300 times. */
const LEAST_COVERED = 25;
/** And of 30 recommendations, more than 5 break the budget as rarely. */
const MOST_BROKEN = 5;

function populationOf(seed: number): Population {
  return {
    seed,
    lengthMs: 8000,
    pauses: {
      'start-up': { share: 0.2, leastMs: 1000, meanMs: 1500 },
      steady: { share: 0.3, leastMs: 1000, meanMs: 2000 + 100 * (seed % 20) },
      finalising: { share: 0.5, leastMs: 500, meanMs: 1500 },
    },
    hangShare: 0.05,
    watch: { startupGraceMs: 0, stallTimeoutMs: 90_000, finaliseMs: 60_000 },
  };
}

const plan = planFor(CANDIDATES);
const chain = chainOf(plan.settings, CANDIDATES);

describe('tuning on populations of which the truth is known', () => {
  const populations = Array.from({ length: POPULATIONS }, (_, index) => populationOf(100 + index));
  const judged: (readonly TunedJob[])[] = [];

  beforeAll(async () => {
    for (const population of populations) judged.push(await judgedJobs(population, JOBS, plan));
  }, 120_000);

  it.each(chain.map((index) => [plan.settings[index]?.stallTimeoutMs ?? 0, index]))(
    'has intervals that hold the truth as often as they promise, for a stall of %i ms',
    (stallTimeoutMs, index) => {
      const held = populations.filter((population, at) => {
        const { kills, jobs } = countKills(judged[at] ?? [], index);
        const truth = falseKillTruth(population, stallTimeoutMs);
        const { low, high } = exactInterval(kills, jobs);
        return low <= truth && truth <= high;
      });
      expect(held.length).toBeGreaterThanOrEqual(LEAST_COVERED);
    },
  );

  it('recommends what keeps the budget, and recommends something', () => {
    const recommended = populations.flatMap((population, at) => {
      const found = recommend(judged[at] ?? [], plan.settings, chain, GOAL);
      return found.kind === 'recommended' ? [falseKillTruth(population, found.stallMs.provenMs)] : [];
    });
    expect(recommended.length).toBeGreaterThan(POPULATIONS / 2);
    expect(recommended.filter((truth) => truth > GOAL.budget).length).toBeLessThanOrEqual(MOST_BROKEN);
  });

  it('keeps it on fresh jobs of the same kind', async () => {
    let [fresh, kills] = [0, 0];
    for (const [at, population] of populations.slice(0, 6).entries()) {
      const found = recommend(judged[at] ?? [], plan.settings, chain, GOAL);
      if (found.kind !== 'recommended') continue;
      const others = await judgedJobs({ ...population, seed: population.seed + 5000 }, JOBS, plan);
      const count = countKills(others, found.setting);
      fresh += count.jobs;
      kills += count.kills;
    }
    expect(fresh).toBeGreaterThan(80);
    expect(kills / fresh).toBeLessThan(GOAL.budget);
  }, 60_000);

  it('takes no hung job for a killed one', () => {
    const all = judged.flat();
    const hung = all.filter(({ whole }) => !whole);
    expect(hung.length).toBeGreaterThan(30);
    const patient = chain[0] ?? 0;
    expect(countKills(hung, patient).unclear).toBeGreaterThan(hung.length * 0.9);
  });
});

describe('the truth', () => {
  it('is what the shares and the means make it', () => {
    const population = {
      ...populationOf(1),
      pauses: { steady: { share: 0.5, leastMs: 1000, meanMs: 2000 } },
    };
    expect(falseKillTruth(population, 500)).toBeCloseTo(0.5, 12);
    expect(falseKillTruth(population, 5000)).toBeCloseTo(0.5 * Math.exp(-2), 12);
    const two = { ...population, pauses: { ...population.pauses, finalising: population.pauses.steady } };
    expect(falseKillTruth(two, 1000)).toBeCloseTo(0.75, 12);
  });
});
