import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../src/base/line-splitter.js';

function split(chunks: readonly Uint8Array[], maxLineBytes = 1_000) {
  const lines: string[] = [];
  const splitter = new LineSplitter(maxLineBytes, (line, truncated) =>
    lines.push(truncated ? `${line}…` : line),
  );
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return { lines, droppedBytes: splitter.droppedBytes };
}

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a line splitter', () => {
  it('ends lines at LF, CR LF and a lone CR, and skips empty ones', () => {
    expect(split([bytes('a\nb\r\nc\rd\n\n\re')]).lines).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('gives the same lines however the bytes are cut', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'é', '\n', '\r', '漢') }),
        fc.infiniteStream(fc.integer({ min: 1, max: 5 })),
        (text, sizes) => {
          const whole = bytes(text);
          const chunks: Uint8Array[] = [];
          for (let at = 0; at < whole.length; ) {
            const size = sizes.next().value ?? 1;
            chunks.push(whole.subarray(at, at + size));
            at += size;
          }
          expect(split(chunks).lines).toEqual(split([whole]).lines);
          expect(split([whole]).lines).toEqual(text.split(/[\r\n]+/).filter((line) => line !== ''));
        },
      ),
    );
  });

  it('delivers the start of a line that is too long, once, and sees the next one', () => {
    const long = bytes('x'.repeat(25));
    expect(split([long, long, bytes('\nnext\n')], 10)).toEqual({
      lines: ['xxxxxxxxxx…', 'next'],
      droppedBytes: 40,
    });
  });
});
