import { describe, expect, it } from 'vitest';
import { closest } from '../../src/base/closest.js';

const WORDS = ['hang', 'heartbeat', 'progress', 'split'];

describe('closest', () => {
  it.each([
    ['hnag', 'hang'],
    ['Hang', 'hang'],
    ['hag', 'hang'],
    ['progess', 'progress'],
    ['heart-beat', 'heartbeat'],
    ['splits', 'split'],
  ])('takes %s for %s', (word, meant) => {
    expect(closest(word, WORDS)).toBe(meant);
  });

  it.each(['', 'exit', 'xxxxxxxx', 'h'])('finds nothing near %j', (word) => {
    expect(closest(word, WORDS)).toBeUndefined();
  });

  it('prefers the nearest, and the first of equals', () => {
    expect(closest('stall', ['stale', 'stalls', 'stall'])).toBe('stall');
    expect(closest('bat', ['cat', 'hat'])).toBe('cat');
  });

  it('does not compare a word that is no word', () => {
    expect(closest('h'.repeat(1_000_000), WORDS)).toBeUndefined();
  });
});
