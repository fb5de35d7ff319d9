import { expect, it } from 'vitest';
import { percentileBand } from '../../src/statistics/percentile-band.js';

it('leaves the same share out on either side, in whatever order the resamples come', () => {
  const ascending = Array.from({ length: 101 }, (_, i) => i);
  expect(percentileBand(ascending, 0.5)).toEqual({ low: 25, high: 75 });
  expect(percentileBand(ascending.reverse(), 0.5)).toEqual({ low: 25, high: 75 });
});

it('orders resamples as numbers and leaves what it is given as it was', () => {
  const resamples = [10, 9, 100, -1];
  expect(percentileBand(resamples, 1)).toEqual({ low: -1, high: 100 });
  expect(resamples).toEqual([10, 9, 100, -1]);
});
