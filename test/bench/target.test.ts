import { expect, it } from 'vitest';
import { quantileInterval } from '../../src/bench/statistics/quantile-interval.js';
import { targetVerdict } from '../../src/bench/target.js';

const interval = (low: number, high: number) => ({ estimate: (low + high) / 2, low, high, confidence: 0.95 });

it.each([
  [1, 2, 'met'],
  [1, 3, 'met'],
  [2, 4, 'undecided'],
  [3, 4, 'undecided'],
  [3.1, 4, 'missed'],
  [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 'undecided'],
])('a bound of at most 3, measured %f to %f, is %s', (low, high, verdict) => {
  expect(targetVerdict(interval(low, high), { atMost: 3 })).toBe(verdict);
});

it.each([
  [60, 70, 'met'],
  [50, 70, 'met'],
  [49, 70, 'undecided'],
  [40, 49, 'missed'],
])('a bound of at least 50, measured %f to %f, is %s', (low, high, verdict) => {
  expect(targetVerdict(interval(low, high), { atLeast: 50 })).toBe(verdict);
});

it('nothing measured meets no bound', () => {
  expect(targetVerdict(quantileInterval([], 0.5), { atMost: 3 })).toBe('undecided');
  expect(targetVerdict(quantileInterval([], 0.5), { atLeast: 3 })).toBe('undecided');
});
