import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/ffmpeg/policy.js';
import { literalsOf } from '../../../src/gates/catalogue/literals.js';

it.each([
  ['abc', [['abc']]],
  [
    'a(?:b|c)\\d+d',
    [
      ['ab', 'd'],
      ['ac', 'd'],
    ],
  ],
  ['one|two', [['one'], ['two']]],
  ['colou?r', [['colo', 'r']]],
  ['a(?: big)? dog', [['a', ' dog']]],
  ['x[^\\]]*y', [['x', 'y']]],
  ['end\\.$', [['end.']]],
  ['n{2}o', [['n', 'o']]],
  ['Error .{0,60} encod', [['Error ', ' encod']]],
])('%s', (pattern, literals) => {
  expect(literalsOf(pattern)).toEqual(literals);
});

it('reads every pattern of the shipped catalogue', () => {
  for (const { id, pattern, example } of DEFAULT_POLICY.stderr) {
    const alternatives = literalsOf(pattern);
    expect(alternatives.length, id).toBeGreaterThan(0);
    const said = alternatives.filter((pieces) => pieces.every((piece) => example.includes(piece)));
    expect(said.length, `${id}: no alternative is in its own example`).toBeGreaterThan(0);
  }
});

it('refuses what it cannot read', () => {
  expect(() => literalsOf('a)')).toThrow('cannot read');
});
