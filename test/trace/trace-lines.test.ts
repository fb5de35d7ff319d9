import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TraceLines } from '../../src/trace/trace-lines.js';

const MOST_BYTES = 20;

function linesOf(text: string, chunkBytes: number): [line: string, truncated: boolean][] {
  const found: [string, boolean][] = [];
  const lines = new TraceLines(MOST_BYTES, (line, truncated) => found.push([line, truncated]));
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += chunkBytes) lines.push(bytes.subarray(at, at + chunkBytes));
  lines.end();
  return found;
}

describe('the lines of a trace', () => {
  it('are the same wherever the pieces end, in the middle of a character too', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'ü', '€', ' '), maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1 }),
        fc.integer({ min: 1, max: 30 }),
        (expected, chunkBytes) => {
          const found = linesOf(`${expected.join('\n')}\n`, chunkBytes);
          expect(found.map(([text]) => text)).toEqual(expected);
        },
      ),
    );
  });

  it('may end as on Windows, and the last one not at all', () => {
    expect(linesOf('a\r\n\r\nb', 100)).toEqual([
      ['a', false],
      ['', false],
      ['b', false],
    ]);
  });

  it.each([1, 7, 1000])(
    'are cut off where they are too long, and the next one is whole (pieces of %i)',
    (chunk) => {
      const found = linesOf(`ok\n${'x'.repeat(500)}\nok\n`, chunk);
      expect(
        found.map(([line, truncated]) => [line.slice(0, 2), line.length <= MOST_BYTES, truncated]),
      ).toEqual([
        ['ok', true, false],
        ['xx', true, true],
        ['ok', true, false],
      ]);
    },
  );
});
