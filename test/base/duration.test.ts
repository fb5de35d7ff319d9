import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration, serializeDuration } from '../../src/base/duration.js';

describe('durations', () => {
  it.each([
    ['300ms', 300],
    ['90s', 90_000],
    ['1.5s', 1_500],
    ['40m25s', 2_425_000],
    ['1h30m', 5_400_000],
    ['0ms', 0],
  ])('reads %s', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['', '90', 's', '-1s', '1 s', '1e3s', 'Infinitys', '90sec'])('refuses %j', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  it.each([
    [0.4, '0.4 ms'],
    [250, '250 ms'],
    [1_500, '1.5 s'],
    [90_000, '90 s'],
    [119_999, '120 s'],
    [299_600, '5 min'],
    [3_599_900, '1 h'],
    [3_900_000, '1 h 5 min'],
  ])('writes %d ms as people say it', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('reads back what it serialises', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        (ms) => parseDuration(serializeDuration(ms)) === ms,
      ),
    );
  });
});
