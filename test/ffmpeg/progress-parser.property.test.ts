import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProgressParser, type ProgressSnapshot } from '../../src/ffmpeg/progress-parser.js';
import { extremes, growthBytes, repeated, SLACK_BYTES } from '../base/held-bytes.js';
import { referenceSnapshots } from './reference-progress.js';

function feed(pieces: readonly Uint8Array[]): { snapshots: ProgressSnapshot[]; droppedBytes: number } {
  const snapshots: ProgressSnapshot[] = [];
  const parser = new ProgressParser((snapshot) => snapshots.push(snapshot));
  for (const piece of pieces) parser.push(piece);
  return { snapshots, droppedBytes: parser.droppedBytes };
}

/** The longest line that counts, and how far around it lines are drawn. */
const LIMIT_BYTES = 4096;
const AROUND_BYTES = 3;

const value = fc.constantFrom('1', '-5', 'N/A', ' 12', '0.5x', '00:00:01.25', 'continue', 'end', '');
const pair = fc
  .tuple(
    fc.constantFrom('frame', 'total_size', 'out_time', 'out_time_us', 'out_time_ms', 'speed', 'fps'),
    value,
  )
  .map(([key, text]) => `${key}=${text}`);
const longLine = fc
  .integer({ min: LIMIT_BYTES - AROUND_BYTES, max: LIMIT_BYTES + AROUND_BYTES })
  .map((bytes) => 'frame=7'.padEnd(bytes));
const line = fc.oneof(
  { weight: 5, arbitrary: pair },
  { weight: 3, arbitrary: fc.constantFrom('progress=continue', 'progress=end') },
  { weight: 1, arbitrary: longLine },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 9 }) },
);
const lines = fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n', '\r')), { maxLength: 25 });

/** Where a stream is cut: around the ends of its lines, where it matters, and elsewhere. */
const cuts = fc.array(
  fc.oneof(
    fc.record({ line: fc.nat(24), offset: fc.integer({ min: -AROUND_BYTES, max: AROUND_BYTES }) }),
    fc.record({ at: fc.nat(20_000) }),
  ),
  { maxLength: 30 },
);

describe('of any bytes, the progress parser', () => {
  it('makes the snapshots that the plain parser makes, and counts the same, however they are cut', () => {
    fc.assert(
      fc.property(lines, cuts, (drawn, places) => {
        const texts = drawn.map(([text, ending]) => `${text}${ending}`);
        const bytes = Buffer.from(texts.join(''), 'latin1');
        const at = places
          .map((place) =>
            'at' in place ? place.at : texts.slice(0, place.line).join('').length + place.offset,
          )
          .map((position) => Math.min(Math.max(0, position), bytes.length))
          .sort((a, b) => a - b);
        const pieces = [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
        const { snapshots, droppedBytes } = feed(pieces);
        expect(snapshots).toEqual(referenceSnapshots(bytes));
        expect(droppedBytes).toBe(feed([bytes]).droppedBytes);
      }),
      { numRuns: 200 },
    );
  });

  it('holds none, however many there are', () => {
    fc.assert(
      fc.property(repeated, (stream) => {
        expect(growthBytes(new ProgressParser(() => {}), stream)).toBeLessThan(SLACK_BYTES);
      }),
      { numRuns: 6, examples: extremes },
    );
  });
});
