import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRecordedRun, type RecordedEntry, readRecordedRun } from '../../src/script/recorded-run.js';

const ms = fc.nat({ max: 10 ** 8 }).map((tenths) => tenths / 10);

const entry: fc.Arbitrary<RecordedEntry> = fc.oneof(
  fc.record({ kind: fc.constant('wait' as const), forMs: ms }),
  fc.record({ kind: fc.constant('io' as const), forMs: ms, bytes: fc.nat() }),
  fc.record({ kind: fc.constant('cpu' as const), forMs: ms }),
  fc.record(
    {
      kind: fc.constant('block' as const),
      afterMs: ms,
      outTimeUs: fc.integer(),
      totalSizeBytes: fc.nat({ max: 2 ** 40 }),
      speed: fc.nat().map((thousandths) => thousandths / 1000),
      end: fc.boolean(),
    },
    { requiredKeys: ['kind', 'afterMs', 'end'] },
  ),
);

describe('a recorded run as text', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.array(entry), (entries) => {
        expect([...readRecordedRun(formatRecordedRun(entries))]).toEqual(entries);
      }),
    );
  });

  it('is short', () => {
    const block = { kind: 'block', afterMs: 500.04, outTimeUs: 480_000, speed: 30, end: true } as const;
    expect(formatRecordedRun([block, { kind: 'wait', forMs: 20 }])).toBe('500=480000,-,30! 20');
  });

  it.each(['500=', '=1,2,3', '5x', '500=1,2', '500~', '-5', '1;2'])('refuses %s', (text) => {
    expect(() => [...readRecordedRun(`500 ${text}`)]).toThrow(/not an entry of a recorded run/);
  });
});
