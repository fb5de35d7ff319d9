import { describe, expect, it } from 'vitest';
import { planFor } from '../../../src/tuner/counterfactual/plan.js';
import { detectionTimes } from '../../../src/tuner/judging/detection.js';
import { madeJobs } from './made-job.js';

const plan = planFor({ gracesMs: [30_000, 60_000], stallsMs: [10_000, 90_000], finalisesMs: [120_000] });

describe('the time to find a hang', () => {
  it('is the stall time less what had passed since the last advance; in the grace it is its end', async () => {
    const late = madeJobs(6, (index) => ({
      hang: { onsetMs: 4_000_100 + index * 50, advancedAtMs: 4_000_000 },
    }));
    const early = madeJobs(6, () => ({ hang: { onsetMs: 5000, advancedAtMs: 4800 } }));
    const [lateTimes, earlyTimes] = [await detectionTimes(late, plan), await detectionTimes(early, plan)];
    for (const [index, setting] of plan.settings.entries()) {
      const meanMs = setting.stallTimeoutMs - 225;
      expect(Math.abs((lateTimes[index]?.meanMs ?? 0) - meanMs)).toBeLessThan(5);
      expect(lateTimes[index]?.formulaMeanMs).toBeCloseTo(meanMs, 6);
      expect(lateTimes[index]?.worstMs).toBeGreaterThanOrEqual(lateTimes[index]?.p95Ms ?? 0);
      const earlyMs = Math.max(setting.startupGraceMs, 4800 + setting.stallTimeoutMs) - 5000;
      expect(Math.abs((earlyTimes[index]?.meanMs ?? 0) - earlyMs)).toBeLessThan(5);
    }
  });

  it('does not count a job that would have been killed before it hung', async () => {
    const jobs = madeJobs(3, () => ({ hang: { onsetMs: 60_000, advancedAtMs: 35_000 } }));
    const times = await detectionTimes(jobs, plan);
    for (const [index, { startupGraceMs, stallTimeoutMs }] of plan.settings.entries()) {
      const found = Math.max(startupGraceMs, 35_000 + stallTimeoutMs) >= 60_000;
      expect(times[index] !== undefined).toBe(found);
    }
  });
});
