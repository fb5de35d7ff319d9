import { z } from 'zod';
import { parseDuration } from '../base/duration.js';
import { parseSize } from '../base/size.js';

/** What an editor checks while one types; the parsers of base/ have the last word. */
const DURATION_PATTERN = '^(\\d+(\\.\\d+)?(us|ms|s|m|h))+$';
const SIZE_PATTERN = '^\\d+(\\.\\d+)?\\s*(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)$';
const FACTOR_PATTERN = '^\\d+(\\.\\d+)?x$';

const WEEK_MS = 7 * 24 * 3_600_000;
const TERABYTE_BYTES = 1e12;

/** Text such as `90s` in the file, milliseconds once read. At most a week. */
export const durationSchema = quantity({
  id: 'duration',
  expected: 'expected a duration with its unit, such as 90s or 500ms',
  pattern: DURATION_PATTERN,
  examples: ['90s', '500ms', '40m25s'],
  parse: parseDuration,
  most: WEEK_MS,
  tooMuch: 'expected at most a week',
});

/** Text such as `4MiB` in the file, bytes once read. At most 1 TB. */
export const sizeSchema = quantity({
  id: 'size',
  expected: 'expected a size with its unit, such as 4MiB or 2.9GB',
  pattern: SIZE_PATTERN,
  examples: ['4MiB', '2.9GB'],
  parse: parseSize,
  most: TERABYTE_BYTES,
  tooMuch: 'expected at most 1TB',
});

/** Text such as `30x` in the file, a number above 0 once read. */
export const factorSchema = quantity({
  id: 'factor',
  expected: 'expected a factor, such as 30x or 0.5x',
  pattern: FACTOR_PATTERN,
  examples: ['30x'],
  parse: parseFactor,
  most: 1e6,
  tooMuch: 'expected at most 1000000x',
});

interface Quantity {
  /** Its name in the JSON Schema. */
  readonly id: string;
  readonly expected: string;
  readonly pattern: string;
  readonly examples: readonly string[];
  readonly parse: (text: string) => number | undefined;
  readonly most: number;
  readonly tooMuch: string;
}

function quantity({ id, expected, pattern, examples, parse, most, tooMuch }: Quantity) {
  return z
    .string({ error: ({ input }) => (input === undefined ? 'missing' : expected) })
    .meta({ pattern, examples: [...examples] })
    .transform((text, context): number => {
      const value = parse(text);
      if (value !== undefined && value <= most) return value;
      context.issues.push({ code: 'custom', message: value === undefined ? expected : tooMuch, input: text });
      return z.NEVER;
    })
    .meta({ id });
}

function parseFactor(text: string): number | undefined {
  const amount = /^(\d+(?:\.\d+)?)x$/.exec(text)?.[1];
  const factor = Number(amount);
  return factor > 0 ? factor : undefined;
}
