import { describe, expect, it } from 'vitest';
import { exactInterval } from '../../../src/statistics/clopper-pearson.js';
import { jobBootstrap } from '../../../src/tuner/statistics/job-bootstrap.js';

describe('the bootstrap over jobs', () => {
  const patterns = [
    { jobs: 80, values: [0, 0, 1] },
    { jobs: 20, values: [1, 0, 1] },
  ];

  it('gives a band as wide as chance makes it', () => {
    const [first, second, third] = jobBootstrap(patterns);
    const exact = exactInterval(20, 100);
    expect(first?.low).toBeGreaterThan(exact.low - 0.03);
    expect(first?.low).toBeLessThan(0.15);
    expect(first?.high).toBeGreaterThan(0.25);
    expect(first?.high).toBeLessThan(exact.high + 0.03);
    expect(second).toEqual({ low: 0, high: 0 });
    expect(third).toEqual({ low: 1, high: 1 });
  });

  it('is the same each time', () => {
    expect(jobBootstrap(patterns)).toEqual(jobBootstrap(patterns));
  });
});
