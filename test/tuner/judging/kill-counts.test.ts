import { describe, expect, it } from 'vitest';
import { countKills } from '../../../src/tuner/judging/kill-counts.js';
import { madeJob } from './made-job.js';

describe('false kills by job', () => {
  const jobs = [
    madeJob({ name: 'well', answers: '...' }),
    madeJob({ name: 'slow', answers: '.ff' }),
    madeJob({ name: 'cut short before anything', answers: '...', whole: false }),
    madeJob({ name: 'cut short, and killed before that', answers: '..f', whole: false }),
    madeJob({ name: 'hung', answers: '.uu', whole: false }),
  ];

  it('counts whole jobs, those killed before they were cut short, and neither hung nor cut ones', () => {
    expect(countKills(jobs, 0)).toEqual({ jobs: 2, kills: 0, unclear: 0 });
    expect(countKills(jobs, 1)).toEqual({ jobs: 2, kills: 1, unclear: 1 });
    expect(countKills(jobs, 2)).toEqual({ jobs: 3, kills: 2, unclear: 1 });
  });
});
