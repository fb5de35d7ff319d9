import { describe, expect, it } from 'vitest';
import { chainOf } from '../../../src/tuner/judging/recommend.js';
import { validate } from '../../../src/tuner/judging/validation.js';
import { type Candidates, settingsOf } from '../../../src/tuner/setting.js';
import { madeJobs } from './made-job.js';

const CANDIDATES: Candidates = {
  gracesMs: [30_000],
  stallsMs: [30_000, 60_000, 90_000],
  finalisesMs: [120_000],
};
const settings = settingsOf(CANDIDATES);
const rule = { settings, chain: chainOf(settings, CANDIDATES), goal: { budget: 0.02, confidence: 0.95 } };

describe('what a recommendation does to jobs that it has not seen', () => {
  it('is counted over all of them, by job and by source', () => {
    const jobs = madeJobs(400, (index) => ({ source: `server-${index % 4}` }));
    const { byJob, bySource } = validate(jobs, rule);
    expect(byJob).toMatchObject({ parts: 5, recommended: 5, stallsMs: [30_000], jobs: 400, kills: 0 });
    expect(bySource).toMatchObject({ parts: 4, recommended: 4, jobs: 400, kills: 0 });
  });

  it('shows a source that is unlike the others', () => {
    const jobs = madeJobs(800, (index) => ({
      source: `server-${index % 4}`,
      ...(index % 4 === 3 && { answers: '.ff' }),
    }));
    const { bySource } = validate(jobs, rule);
    // Without the odd one, 30 s looks good: and kills every job of it.
    expect(bySource?.kills).toBe(200);
    expect(bySource?.interval.low).toBeGreaterThan(0.2);
  });

  it('knows no sources where there is one, and tells what hangs on a single job', () => {
    const jobs = madeJobs(300, (index) =>
      index === 9 ? { answers: '..f', largest: { steady: { gapMs: 40_000, ended: true } } } : {},
    );
    const { bySource, withoutLargest } = validate(jobs, {
      ...rule,
      goal: { budget: 0.011, confidence: 0.95 },
    });
    expect(bySource).toBeUndefined();
    expect(withoutLargest).toMatchObject({
      job: 'job-9',
      gapMs: 40_000,
      recommendation: { kind: 'recommended', stallMs: { provenMs: 30_000 } },
    });
  });
});
