import { describe, expect, it } from 'vitest';
import { chainOf, recommend, recommendFrom } from '../../../src/tuner/judging/recommend.js';
import { type Candidates, settingName, settingsOf } from '../../../src/tuner/setting.js';
import { madeJobs } from './made-job.js';

const CANDIDATES: Candidates = {
  gracesMs: [30_000],
  stallsMs: [30_000, 60_000, 90_000],
  finalisesMs: [120_000],
};
const settings = settingsOf(CANDIDATES);
const chain = chainOf(settings, CANDIDATES);
const GOAL = { budget: 0.001, confidence: 0.95 };

describe('a recommendation', () => {
  it('asks the most patient setting first', () => {
    expect(chain.map((index) => settings[index]).map((each) => each && settingName(each))).toEqual([
      '30s/90s/2m',
      '30s/1m/2m',
      '30s/30s/2m',
    ]);
  });

  it('names the number of jobs that is missing instead of extrapolating', () => {
    const found = recommend(madeJobs(300), settings, chain, GOAL);
    expect(found).toMatchObject({ kind: 'insufficient', jobsNeeded: 2995, refuted: false });
    expect(found.atMost).toBeCloseTo(0.00994, 4);
    expect(recommend(madeJobs(2994), settings, chain, GOAL).kind).toBe('insufficient');
    expect(recommend(madeJobs(2995), settings, chain, GOAL).kind).toBe('recommended');
  });

  it('needs more jobs where one was killed', () => {
    const jobs = madeJobs(2995, (index) => (index === 7 ? { answers: 'fff' } : {}));
    expect(recommend(jobs, settings, chain, GOAL)).toMatchObject({ kind: 'insufficient', jobsNeeded: 4742 });
  });

  it('is an interval: from what is not disproved to what is proven', () => {
    const jobs = madeJobs(1000, (index) => ({ answers: index < 600 ? '..f' : index < 609 ? '.ff' : '...' }));
    expect(recommend(jobs, settings, chain, { budget: 0.01, confidence: 0.95 })).toMatchObject({
      kind: 'recommended',
      stallMs: { notRefutedMs: 60_000, provenMs: 90_000 },
      count: { jobs: 1000, kills: 0 },
    });
  });

  it('does not look beyond the first setting that breaks the budget', () => {
    const count = (kills: number) => ({ jobs: 1000, kills, unclear: 0 });
    const counts = [0, 50, 0].map((kills, index) => ({ index: chain[index] ?? -1, count: count(kills) }));
    const found = recommendFrom(counts, settings, { budget: 0.01, confidence: 0.95 });
    expect(found).toMatchObject({ kind: 'recommended', setting: chain[0] });
  });

  it('says that no setting will do where the data says so', () => {
    const jobs = madeJobs(100, (index) => (index < 50 ? { answers: 'fff' } : {}));
    expect(recommend(jobs, settings, chain, GOAL)).toMatchObject({ kind: 'insufficient', refuted: true });
  });
});
