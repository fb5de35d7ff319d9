import { describe, expect, it } from 'vitest';
import { holm } from '../../../src/tuner/statistics/holm.js';

describe("Holm's correction", () => {
  it.each([
    // R 4.3, p.adjust(p, "holm")
    [
      [0.01, 0.04, 0.03, 0.005],
      [0.03, 0.06, 0.06, 0.02],
    ],
    [
      [0.5, 0.6],
      [1, 1],
    ],
    [[0.04], [0.04]],
    [[], []],
  ])('of %j is what R says', (given, adjusted) => {
    const corrected = holm(given);
    expect(corrected).toHaveLength(adjusted.length);
    for (const [index, p] of adjusted.entries()) expect(corrected[index]).toBeCloseTo(p, 12);
  });
});
