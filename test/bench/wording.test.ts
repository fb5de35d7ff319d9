import { expect, it } from 'vitest';
import { changeText, intervalText, numberText } from '../../src/bench/wording.js';

it.each([
  [0, '0'],
  [0.01234, '0.0123'],
  [4.5678, '4.57'],
  [99.96, '100'],
  [1234.5, '1235'],
  [123_456_789, '1.23e+8'],
  [-2.34567, '-2.35'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '–'],
])('%f is written %s', (value, text) => {
  expect(numberText(value)).toBe(text);
});

it('leaves the open side of an interval open', () => {
  const none = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
  expect(intervalText({ low: 1.234, high: 5 })).toBe('1.23 to 5');
  expect(intervalText({ ...none, high: 5 })).toBe('≤ 5');
  expect(intervalText({ ...none, low: 5 })).toBe('≥ 5');
  expect(intervalText(none)).toBe('too few');
});

it('writes changes as shares', () => {
  expect(changeText(1.2)).toBe('+20.0 %');
  expect(changeText(0.996)).toBe('-0.4 %');
});
