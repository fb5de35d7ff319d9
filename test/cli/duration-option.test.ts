import { describe, expect, it } from 'vitest';
import { anyDuration, positiveDuration } from '../../src/cli/duration-option.js';

describe('durations on the command line', () => {
  it.each([
    ['300ms', 300],
    ['90s', 90_000],
    ['20m', 1_200_000],
    ['1h30m', 5_400_000],
    ['0.5s', 500],
  ])('reads %s', (text, ms) => {
    expect(positiveDuration(text)).toEqual({ ms });
  });

  it.each([
    ['90', /unit is missing/],
    ['-5s', /negative/],
    ['soon', /number with its unit/],
    ['', /number with its unit/],
    ['5 parsecs', /number with its unit/],
  ])('refuses "%s" and says how it is written', (text, message) => {
    expect(() => positiveDuration(text)).toThrow(message);
    expect(() => anyDuration(text)).toThrow(/such as 300ms, 90s/);
  });

  it('allows nothing at all only where that has a meaning', () => {
    expect(anyDuration('0s')).toEqual({ ms: 0 });
    expect(() => positiveDuration('0s')).toThrow(/longer than nothing/);
  });
});
