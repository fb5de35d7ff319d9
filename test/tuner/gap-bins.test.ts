import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINS, binOf, binStartMs, GapBins } from '../../src/tuner/gap-bins.js';

describe('bins on a logarithmic axis', () => {
  it('hold what lies between their edges, and at the ends what lies beyond', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (gapMs) => {
        const bin = binOf(gapMs);
        expect(bin).toBeGreaterThanOrEqual(0);
        expect(bin).toBeLessThan(BINS);
        if (bin > 0) expect(gapMs).toBeGreaterThanOrEqual(binStartMs(bin) * (1 - 1e-9));
        if (bin < BINS - 1) expect(gapMs).toBeLessThanOrEqual(binStartMs(bin + 1) * (1 + 1e-9));
      }),
    );
  });

  it('are the same whether counted together or apart', () => {
    const gaps = [0, 3, 3, 500, 500, 90_000];
    const [all, first, second] = [new GapBins(), new GapBins(), new GapBins()];
    for (const [index, gapMs] of gaps.entries()) {
      all.add(gapMs, index > 0);
      (index % 2 === 0 ? first : second).add(gapMs, index > 0);
    }
    first.merge(second.sparse());
    expect(first.filled()).toEqual(all.filled());
    expect(all.filled().reduce((sum, { ends, lost }) => sum + ends + lost, 0)).toBe(6);
    expect(all.filled().reduce((sum, { lost }) => sum + lost, 0)).toBe(1);
  });
});
