import { expect, it } from 'vitest';
import { EXIT, exitCodeOf } from '../../src/cli/exit-codes.js';
import { FAILURE_KINDS } from '../../src/supervisor/outcome.js';
import { failed, published } from './events.js';

it('tells published, busy and cancelled from every other failure', () => {
  expect(exitCodeOf(published)).toBe(0);
  const codes = Object.fromEntries(FAILURE_KINDS.map((kind) => [kind, exitCodeOf(failed(kind, 'x'))]));
  expect(codes).toMatchObject({ busy: 75, cancelled: 130 });
  const others = Object.entries(codes).filter(([kind]) => kind !== 'busy' && kind !== 'cancelled');
  expect(new Set(others.map(([, code]) => code))).toEqual(new Set([1]));
});

it('gives every meaning a code of its own', () => {
  expect(new Set(Object.values(EXIT)).size).toBe(Object.keys(EXIT).length);
});
