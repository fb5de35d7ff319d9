import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TraceRecord } from '../../src/trace/trace.js';
import { readRecord, recordLine } from '../../src/trace/trace-line.js';

const atMs = fc.nat({ max: 10 ** 9 }).map((tenths) => tenths / 10);
const bytes = fc.nat({ max: 2 ** 40 });

const record: fc.Arbitrary<TraceRecord> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('block' as const),
      atMs,
      end: fc.boolean(),
      outTimeUs: fc.integer(),
      totalSizeBytes: bytes,
      speed: fc.nat().map((hundredths) => hundredths / 100),
    },
    { requiredKeys: ['kind', 'atMs', 'end'] },
  ),
  fc.record({
    kind: fc.constant('sample' as const),
    atMs,
    cpuMs: bytes,
    readBytes: bytes,
    writtenBytes: bytes,
    states: fc.string(),
  }),
  fc.record({ kind: fc.constant('line' as const), atMs, text: fc.string({ unit: 'binary' }) }),
  fc.record({ kind: fc.constant('signal' as const), atMs, signal: fc.string() }),
  fc.record({ kind: fc.constant('stop' as const), atMs, why: fc.string() }),
  fc.record({ kind: fc.constant('lost' as const), atMs, count: fc.nat() }),
  fc.record({
    kind: fc.constant('exit' as const),
    atMs,
    exit: fc.oneof(
      fc.record({ code: fc.nat({ max: 255 }) }),
      fc.record({ signal: fc.string() }),
      fc.record({ notStarted: fc.string() }),
    ),
  }),
);

describe('a record', () => {
  it('is one line, and comes back as it was', () => {
    fc.assert(
      fc.property(record, (written) => {
        const line = recordLine(written);
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(readRecord(line.trimEnd())).toEqual(written);
      }),
    );
  });

  it('of a block of a two-hour run takes a fraction of what ffmpeg printed', () => {
    const line = recordLine({
      kind: 'block',
      atMs: 7_199_502.3,
      outTimeUs: 7_199_500_000,
      totalSizeBytes: 2_900_000_000,
      speed: 30.1,
      end: false,
    });
    expect(line.length).toBeLessThan(60);
  });

  it.each([
    ['not json', /not JSON/],
    ['["b",1', /not JSON/],
    ['7', /no array/],
    ['[7]', /letter/],
    ['["b",-1,0,0,0]', /time of a record/],
    ['["b",1,"x",0,0]', /output time must be a number or null/],
    ['["b",1,0,-5,0]', /output size/],
    ['["e",1]', /text of a line/],
    ['["x",1,{}]', /an exit has/],
  ])('that is damaged says how: %s', (line, message) => {
    expect(() => readRecord(line)).toThrow(message);
  });

  it('of a kind that a later version may have is passed over', () => {
    expect(readRecord('["q",1,"?"]')).toBeUndefined();
  });
});
