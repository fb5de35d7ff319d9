import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { durationSchema, factorSchema, sizeSchema } from '../../src/scenario/units.js';

const SCHEMAS = { duration: durationSchema, size: sizeSchema, factor: factorSchema };

/** Text that often is a quantity, and often just misses it. */
const nearlyQuantity = fc
  .tuple(
    fc.constantFrom('', '1', '90', '0.5', '007', '1.', '.5', '-1', '1e3'),
    fc.constantFrom('', ' ', '  '),
    fc.constantFrom('', 's', 'ms', 'm', 'h', 'us', 'S', 'x', 'MB', 'MiB', 'kB', 'KB', 'B', 'sec'),
    fc.constantFrom('', '25s', '30', 'x', '\n'),
  )
  .map((parts) => parts.join(''));

describe('units', () => {
  it.each([
    ['duration', '90s', 90_000],
    ['duration', '40m25s', 2_425_000],
    ['size', '4MiB', 4_194_304],
    ['size', '2.9GB', 2_900_000_000],
    ['factor', '0.5x', 0.5],
  ] as const)('reads the %s %s', (kind, text, value) => {
    expect(SCHEMAS[kind].parse(text)).toBe(value);
  });

  it.each([
    ['duration', 90],
    ['duration', '90'],
    ['duration', '2 weeks'],
    ['duration', '1000h'],
    ['size', 4096],
    ['size', '4mb'],
    ['size', '2TB'],
    ['factor', '0x'],
    ['factor', '-1x'],
    ['factor', 30],
  ] as const)('refuses the %s %j', (kind, value) => {
    expect(SCHEMAS[kind].safeParse(value).success).toBe(false);
  });

  it.each(Object.entries(SCHEMAS))('shows editors a pattern that never refuses a good %s', (_, schema) => {
    const pattern = new RegExp(String(schema.in.meta()?.pattern));
    fc.assert(
      fc.property(nearlyQuantity, (text) => {
        if (schema.safeParse(text).success) expect(text.trim()).toMatch(pattern);
      }),
    );
  });
});
