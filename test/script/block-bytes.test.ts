import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockBytes } from '../../src/script/block-bytes.js';
import { formatBlock, type PrintedBlock } from '../../src/script/progress-block.js';

const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined, freq: 8 });

/** A few speeds and magnitudes, so that forms are used again, and ended by every reason that there is. */
const block: fc.Arbitrary<PrintedBlock> = fc
  .record({
    outTimeUs: optional(
      fc.oneof(fc.integer({ min: -2_000_000, max: 2_000_000 }), fc.maxSafeInteger(), fc.nat(400_000_000_000)),
    ),
    totalSizeBytes: optional(
      fc.oneof(fc.nat(20_000), fc.nat(5_000_000_000), fc.double({ min: 0, max: 1e9 })),
    ),
    speed: optional(fc.constantFrom(1, 30, 0.928, 1234)),
    frame: optional(fc.nat(2_000_000)),
    end: fc.boolean(),
  })
  .map(
    (values) =>
      Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never,
  );

function textOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

describe('the bytes of a block', () => {
  it('are those of its text, whatever was printed before', () => {
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 20 }), (blocks) => {
        for (const each of blocks) expect(textOf(blockBytes(each))).toBe(formatBlock(each));
      }),
      { numRuns: 500 },
    );
  });

  it('are those of its text all through a long job, and stay what they are', () => {
    const blocks = Array.from({ length: 3_000 }, (_, index): PrintedBlock => {
      const outTimeUs = (index + 1) * 2_500_013;
      return {
        outTimeUs,
        totalSizeBytes: 48 + index * 1_388_907,
        speed: 5,
        frame: Math.floor(outTimeUs / 40_000),
        end: index === 2_999,
      };
    });
    const printed = blocks.map(blockBytes);
    expect(printed.map(textOf)).toEqual(blocks.map(formatBlock));
  });

  it('rounds a bit rate in the middle between two tenths as its text does', () => {
    // 8000 * size / time is exactly 0.25, 0.75, 1.25 …
    for (let size = 1; size < 400; size++) {
      const middle: PrintedBlock = { outTimeUs: 32_000_000, totalSizeBytes: size * 1000, end: false };
      expect(textOf(blockBytes(middle))).toBe(formatBlock(middle));
    }
  });
});
