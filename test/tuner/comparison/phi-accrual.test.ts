import { describe, expect, it } from 'vitest';
import { PhiAccrual, phiOf } from '../../../src/tuner/comparison/phi-accrual.js';

describe('phi accrual', () => {
  it.each([
    // -log10 of the upper tail of the standard normal distribution
    [0, 0.30103],
    [1.644854, 1.30103],
    [3.090232, 3],
    [5.199338, 7],
    [6.361341, 10],
    [9.26234, 20],
  ])('of %f deviations is %f', (z, phi) => {
    expect(phiOf(z)).toBeCloseTo(phi, 1);
  });

  it('never falls with the silence', () => {
    let before = 0;
    for (let z = 0; z < 40; z += 0.05) {
      expect(phiOf(z)).toBeGreaterThanOrEqual(before);
      before = phiOf(z);
    }
  });

  it('learns the rhythm of the latest intervals', () => {
    const detector = new PhiAccrual();
    expect(detector.deviations(5000)).toBe(0);
    for (let i = 0; i < 1000; i++) detector.arrived(i < 700 ? 9000 : i % 2 === 0 ? 400 : 800);
    expect(detector.rhythm?.meanMs).toBeCloseTo(600, 6);
    expect(detector.rhythm?.deviationMs).toBeCloseTo(200, 6);
    expect(detector.deviations(1000)).toBeCloseTo(2, 6);
  });
});
