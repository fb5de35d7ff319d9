import { describe, expect, it } from 'vitest';
import { canRedraw, type Output, wantsColour } from '../../src/cli/io.js';

const terminal = { isTTY: true } as Output;
const file = {} as Output;

describe('an output', () => {
  it.each([
    [terminal, {}, true],
    [file, {}, false],
    [terminal, { TERM: 'dumb' }, false],
    [terminal, { NO_COLOR: '1' }, false],
    [terminal, { NO_COLOR: '' }, true],
    [file, { FORCE_COLOR: '1' }, true],
    [file, { FORCE_COLOR: '' }, false],
    [terminal, { FORCE_COLOR: '0' }, false],
    [file, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('%o with %o is coloured: %s', (output, env, expected) => {
    expect(wantsColour(output, env)).toBe(expected);
  });

  it('is written over where it is a terminal that can, whatever its colours', () => {
    expect(canRedraw(terminal, { NO_COLOR: '1' })).toBe(true);
    expect(canRedraw(terminal, { TERM: 'dumb' })).toBe(false);
    expect(canRedraw(file, { FORCE_COLOR: '1' })).toBe(false);
  });
});
