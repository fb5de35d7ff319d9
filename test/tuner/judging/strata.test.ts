import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/base/random.js';
import { splitJobs } from '../../../src/tuner/judging/strata.js';
import { madeJobs } from './made-job.js';

const random = seededRandom(3);
const gap = (meanMs: number) => ({
  steady: { gapMs: Math.round(-meanMs * Math.log(1 - random())), ended: true },
});

describe('jobs that differ', () => {
  it('are told apart where the data says so, and by nothing else', () => {
    const jobs = madeJobs(120, (index) => ({
      factors: { storage: index % 2 === 0 ? 'nfs' : 'disk', colour: index % 3 === 0 ? 'red' : 'blue' },
      largest: gap(index % 2 === 0 ? 6000 : 1000),
    }));
    const { splitBy, strata, tests } = splitJobs(jobs);
    expect(splitBy).toEqual(['storage']);
    expect(strata.map(({ name, jobs: members }) => [name, members.length])).toEqual([
      ['storage=disk', 60],
      ['storage=nfs', 60],
    ]);
    expect(tests.map(({ factor, phase, differs }) => [factor, phase, differs])).toEqual([
      ['colour', 'steady', false],
      ['storage', 'steady', true],
    ]);
  });

  it('stay together where nothing is known of a difference', () => {
    const jobs = madeJobs(60, (index) => ({
      factors: { storage: index < 3 ? 'tape' : 'disk' },
      largest: gap(index < 3 ? 90_000 : 1000),
    }));
    const { splitBy, strata, tests } = splitJobs(jobs);
    expect([splitBy, tests, strata.map(({ name }) => name)]).toEqual([[], [], ['all jobs']]);
  });

  it('are seldom told apart by mere chance', () => {
    let split = 0;
    for (let round = 0; round < 60; round++) {
      const jobs = madeJobs(40, (index) => ({ factors: { label: String(index % 2) }, largest: gap(2000) }));
      if (splitJobs(jobs).splitBy.length > 0) split++;
    }
    // At 5 % a round, more than 9 of 60 come up once in a thousand times.
    expect(split).toBeLessThanOrEqual(9);
  });
});
