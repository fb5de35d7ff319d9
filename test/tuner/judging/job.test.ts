import { describe, expect, it } from 'vitest';
import type { JudgedRun } from '../../../src/tuner/counterfactual/judge-run.js';
import { jobsOf } from '../../../src/tuner/judging/job.js';
import type { FileResult } from '../../../src/tuner/reading/read-file.js';

const NO_BINS = new Uint32Array(0);

function run(said: Partial<JudgedRun>): JudgedRun {
  return {
    job: 'a',
    startedAt: '2026-01-03T00:00:00Z',
    source: undefined,
    factors: { strategy: 'default' },
    durationMs: 1000,
    ending: 'own',
    bins: { 'start-up': NO_BINS, steady: NO_BINS, finalising: NO_BINS },
    largest: {},
    worst: [],
    hang: undefined,
    latestMs: 0,
    mostDeviations: 0,
    kills: [],
    formulaKills: [],
    replays: 1,
    ...said,
  };
}

function file(path: string, runs: readonly JudgedRun[]): FileResult {
  return { path, runs, damages: [], damaged: 0, unusable: [], unusableRuns: 0 };
}

describe('the jobs of trace files', () => {
  it('are all attempts of a name in one file; a stall is the last one', () => {
    const { jobs } = jobsOf(
      [
        file('x', [
          run({ durationMs: 5000, kills: [{ setting: 1, atMs: 4000, kind: 'false' }] }),
          run({
            startedAt: '2026-01-03T00:01:00Z',
            durationMs: 7000,
            kills: [
              { setting: 0, atMs: 2000, kind: 'false' },
              { setting: 1, atMs: 1000, kind: 'unclear' },
            ],
          }),
        ]),
        file('y', [run({ job: 'a', startedAt: 'later' })]),
      ],
      2,
    );
    expect(jobs.map(({ file: name, answers, durationMs }) => [name, answers, durationMs])).toEqual([
      ['x', 'ff', 12_000],
      ['y', '..', 1000],
    ]);
    expect(jobs[0]?.lost).toEqual([
      [1, 4000],
      [0, 7000],
    ]);
  });

  it('count once, however often they were copied', () => {
    const { jobs, runs, repeated } = jobsOf([file('x', [run({})]), file('copy of x', [run({})])], 1);
    expect([jobs.length, runs.length, repeated]).toEqual([1, 1, 1]);
  });
});
