import { describe, expect, it } from 'vitest';
import { ExpectedArrival } from '../../../src/tuner/comparison/expected-arrival.js';

describe("Chen's expected arrival", () => {
  it('is the next beat of a regular sender, however long it has sent', () => {
    const detector = new ExpectedArrival();
    for (let i = 1; i <= 4; i++) detector.arrived(i * 500);
    expect(detector.nextMs).toBeUndefined();
    for (let i = 5; i <= 1000; i++) detector.arrived(i * 500);
    expect(detector.nextMs).toBeCloseTo(1001 * 500, 6);
  });

  it('is later, but not as late, after one late arrival', () => {
    const detector = new ExpectedArrival();
    for (let i = 1; i <= 50; i++) detector.arrived(i * 500);
    detector.arrived(51 * 500 + 5000);
    expect(detector.nextMs).toBeGreaterThan(52 * 500);
    expect(detector.nextMs).toBeLessThan(52 * 500 + 5000);
  });
});
