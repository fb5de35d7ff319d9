import { expect, it } from 'vitest';
import { wrapped } from '../../src/report/wrapped.js';

it('breaks lines between words, and what goes on stands further in', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', '  three']);
  expect(wrapped('  one two three', 8)).toEqual(['  one', '    two', '    three']);
  expect(wrapped('one two', 7)).toEqual(['one two']);
  expect(wrapped('unbreakable', 5)).toEqual(['unbreakable']);
});
