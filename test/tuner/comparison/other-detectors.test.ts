import { describe, expect, it } from 'vitest';
import { otherDetectors } from '../../../src/tuner/comparison/other-detectors.js';
import { madeJobs } from '../judging/made-job.js';

describe('the detectors from the literature', () => {
  const jobs = madeJobs(20, (index) => ({
    largest: { steady: { gapMs: (index + 1) * 1000, ended: true } },
    latestMs: (index + 1) * 900,
    mostDeviations: index + 1,
    hang: {
      onsetMs: 10_000,
      advancedAtMs: 9900,
      expectedMs: 10_400,
      rhythm: { meanMs: 500, deviationMs: 100 },
    },
  }));

  it('are set as low as the allowed number of kills lets them', () => {
    const [fixed, chen, phi] = otherDetectors(jobs, 2);
    expect(fixed).toMatchObject({ value: 18_000, falseKills: 2, jobs: 20 });
    expect(fixed?.detection?.meanMs).toBeCloseTo(17_900, 6);
    expect(chen).toMatchObject({ value: 16_200, falseKills: 2 });
    expect(chen?.detection?.meanMs).toBeCloseTo(16_600, 6);
    expect(phi?.falseKills).toBe(2);
    expect(phi?.detection?.meanMs).toBeCloseTo(9900 + 500 + 1800 - 10_000, 6);
  });

  it('are judged on whole jobs only', () => {
    expect(
      otherDetectors(
        jobs.map((job) => ({ ...job, whole: false })),
        0,
      ),
    ).toEqual([]);
  });
});
