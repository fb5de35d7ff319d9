import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineSplitter } from '../../src/base/line-splitter.js';
import { extremes, growthBytes, repeated, SLACK_BYTES } from './held-bytes.js';

const MAX_LINE_BYTES = 64 * 1024;

function split(pieces: readonly Uint8Array[], maxLineBytes: number) {
  const lines: { text: string; truncated: boolean }[] = [];
  const splitter = new LineSplitter(maxLineBytes, (text, truncated) => lines.push({ text, truncated }));
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return { lines, droppedBytes: splitter.droppedBytes };
}

describe('of any bytes, a line splitter', () => {
  it('delivers the same lines however they are cut, none longer than the limit, and counts the rest', () => {
    const noise = fc.uint8Array({ maxLength: 80 });
    const endings = fc
      .array(fc.constantFrom(10, 13, 97), { maxLength: 60 })
      .map((bytes) => Uint8Array.from(bytes));
    const bytes = fc.array(fc.oneof(noise, endings), { maxLength: 5 }).map((parts) => Buffer.concat(parts));
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(300)), fc.integer({ min: 1, max: 20 }), (whole, places, limit) => {
        const at = places.map((place) => place % (whole.length + 1)).sort((a, b) => a - b);
        const pieces = [0, ...at].map((start, index) => whole.subarray(start, at[index] ?? whole.length));
        const { lines, droppedBytes } = split(pieces, limit);
        expect({ lines, droppedBytes }).toEqual(split([whole], limit));
        const sizes = whole
          .toString('latin1')
          .split(/[\r\n]+/)
          .map((line) => line.length)
          .filter((size) => size > 0);
        expect(lines.map(({ truncated }) => truncated)).toEqual(sizes.map((size) => size > limit));
        expect(droppedBytes).toBe(sizes.reduce((sum, size) => sum + Math.max(0, size - limit), 0));
      }),
      { numRuns: 200 },
    );
  });

  it('holds little more than one line, however much of it arrives in pieces of any size', () => {
    fc.assert(
      fc.property(repeated, (stream) => {
        const splitter = new LineSplitter(MAX_LINE_BYTES, () => {});
        expect(growthBytes(splitter, stream)).toBeLessThan(2 * MAX_LINE_BYTES + SLACK_BYTES);
      }),
      { numRuns: 6, examples: extremes },
    );
  });
});
