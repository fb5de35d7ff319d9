import { describe, expect, it } from 'vitest';
import { percent, shareOf, shareWords } from '../../src/gates/share.js';

describe('the interval of Clopper and Pearson', () => {
  it.each([
    // Values of R: binom.test(k, n)$conf.int
    [7, 20, 0.153909, 0.592189],
    [0, 10, 0, 0.308497],
    [10, 10, 0.691503, 1],
    [1, 1, 0.025, 1],
  ])('of %i out of %i', (count, total, low, high) => {
    const share = shareOf(count, total);
    expect(share.low).toBeCloseTo(low, 4);
    expect(share.high).toBeCloseTo(high, 4);
  });

  it('of nothing is everything', () => {
    expect(shareOf(0, 0)).toEqual({ count: 0, total: 0, low: 0, high: 1 });
    expect(shareWords(shareOf(0, 0))).toBe('none of 0');
  });
});

it('says a share in words', () => {
  expect(shareWords(shareOf(7, 20))).toBe('7 of 20 (35 %, 95 % interval 15 to 59 %)');
  expect([percent(0), percent(0.0123), percent(1)]).toEqual(['0', '1.2', '100']);
});
