import { describe, expect, it } from 'vitest';
import { HEADER_BYTES } from '../../../src/script/fake-media.js';
import type { PrintedBlock } from '../../../src/script/progress-block.js';
import { step } from '../../../src/script/vocabulary.js';
import { blocksOf, firstOps, RECORDING, waitedMs } from '../recorder.js';

const DURATION_US = RECORDING.durationMs * 1000;
const outTimes = (blocks: readonly PrintedBlock[]): number[] => blocks.map((block) => block.outTimeUs ?? -1);
const isRising = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value > (values[index - 1] ?? Number.POSITIVE_INFINITY));

describe('progress', () => {
  it('advances at the speed that was asked for, a block each half second', () => {
    const ops = firstOps([step('progress', { blocks: 4, speed: 10 })]);
    expect(outTimes(blocksOf(ops))).toEqual([5_000_000, 10_000_000, 15_000_000, 20_000_000]);
    expect(waitedMs(ops)).toBe(2000);
    expect(blocksOf(ops)[0]).toMatchObject({ speed: 10, frame: 125, end: false });
  });

  it('slows down where the recording would end too early: every block advances, none goes beyond', () => {
    const blocks = blocksOf(
      firstOps([step('progress', { blocks: 2000 }), step('progress', { blocks: 500 })]),
    );
    expect(blocks).toHaveLength(2500);
    expect(isRising(outTimes(blocks))).toBe(true);
    expect(outTimes(blocks).at(-1)).toBeLessThan(DURATION_US);
    expect(blocks.at(-1)?.totalSizeBytes).toBeLessThanOrEqual(RECORDING.sizeBytes);
  });

  it('goes to the end of the recording when no bound is given', () => {
    const blocks = blocksOf(firstOps([step('progress')]));
    expect(outTimes(blocks).at(-1)).toBe(DURATION_US);
    expect(isRising(outTimes(blocks))).toBe(true);
  });

  it('fills a time', () => {
    expect(blocksOf(firstOps([step('progress', { for: 5000 })]))).toHaveLength(10);
  });

  it('can leave one counter standing', () => {
    const noTime = blocksOf(firstOps([step('progress', { blocks: 5, still: 'out-time' })]));
    expect(new Set(outTimes(noTime))).toEqual(new Set([0]));
    expect(isRising(noTime.map((block) => block.totalSizeBytes ?? 0))).toBe(true);
    const noSize = blocksOf(firstOps([step('progress', { blocks: 5, still: 'total-size' })]));
    expect(new Set(noSize.map((block) => block.totalSizeBytes))).toEqual(new Set([HEADER_BYTES]));
    expect(isRising(outTimes(noSize))).toBe(true);
  });

  it('appends to the output what the blocks report', () => {
    const ops = firstOps([step('write', { size: 1000 }), step('progress', { blocks: 3, growth: 500 })]);
    const bytes = ops.reduce((sum, op) => sum + (op.op === 'append' ? op.bytes : 0), HEADER_BYTES);
    expect(blocksOf(ops).at(-1)?.totalSizeBytes).toBe(bytes);
    expect(bytes).toBe(HEADER_BYTES + 2500);
  });
});
