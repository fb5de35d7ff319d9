import { expect, it } from 'vitest';
import { hasString } from '../../../src/gates/catalogue/binaries.js';

const BINARY = Buffer.from(
  '\u0000Invalid DTS: %s PTS: %s, replacing\u0000replacing by guess\u0000Packet\u0000 corrupt\u0000',
);

it('finds pieces in order within one string', () => {
  expect(hasString(BINARY, ['Invalid DTS: ', ' PTS: '])).toBe(true);
  expect(hasString(BINARY, [' PTS: ', 'Invalid DTS: '])).toBe(false);
});

it('does not join strings that stand side by side', () => {
  expect(hasString(BINARY, ['Invalid DTS: ', ' by guess'])).toBe(false);
  expect(hasString(BINARY, ['Packet corrupt'])).toBe(false);
});

it('looks at every place of a piece', () => {
  expect(hasString(BINARY, ['replacing by guess'])).toBe(true);
  expect(hasString(BINARY, ['replacing', ' by'])).toBe(true);
});
