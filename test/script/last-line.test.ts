import { expect, it } from 'vitest';
import { lastLine } from '../../src/script/last-line.js';

it.each([
  ['one\ntwo\n', 'two'],
  ['speed=1x\rspeed=2x\r', 'speed=2x'],
  ['  padded  ', 'padded'],
  ['a\n\n \n', 'a'],
  ['', undefined],
  ['\r\n', undefined],
  ['x'.repeat(300), 'x'.repeat(300)],
  ['x'.repeat(301), undefined],
])('of %j is %j', (text, line) => {
  expect(lastLine(text)).toBe(line);
});
