import { describe, expect, it } from 'vitest';
import type { PrintedBlock } from '../../../src/script/progress-block.js';
import { step } from '../../../src/script/vocabulary.js';
import { blocksOf, firstOps, waitedMs } from '../recorder.js';

const outTimes = (blocks: readonly PrintedBlock[]): number[] => blocks.map((block) => block.outTimeUs ?? -1);
const isRising = (values: readonly number[]): boolean =>
  values.every((value, index) => index === 0 || value > (values[index - 1] ?? Number.POSITIVE_INFINITY));

describe('faults that look like progress', () => {
  const before = step('progress', { blocks: 20 });

  it.each(['heartbeat', 'backwards', 'oscillate', 'not-available'])(
    '%s never goes beyond its maxima',
    (fault) => {
      const blocks = blocksOf(firstOps([before, step(fault, { blocks: 50 })]));
      const [real, fake] = [blocks.slice(0, 20), blocks.slice(20)];
      expect(fake).toHaveLength(50);
      const top = real.at(-1);
      for (const block of fake) {
        expect(block.outTimeUs ?? 0).toBeLessThanOrEqual(top?.outTimeUs ?? 0);
        expect(block.totalSizeBytes ?? 0).toBeLessThanOrEqual(top?.totalSizeBytes ?? 0);
      }
    },
  );

  it('oscillates, falls, repeats, or says nothing', () => {
    const values = (fault: string): Set<number> =>
      new Set(outTimes(blocksOf(firstOps([before, step(fault, { blocks: 9 })])).slice(20)));
    expect(values('oscillate').size).toBe(2);
    expect(values('backwards').size).toBe(9);
    expect(values('heartbeat').size).toBe(1);
    expect(values('not-available')).toEqual(new Set([-1]));
  });

  it('goes on for ever without blocks, with time passing', () => {
    const ops = firstOps([step('heartbeat', { every: 0 })]);
    expect(ops).toHaveLength(10_000);
    expect(waitedMs(ops)).toBeGreaterThan(0);
  });

  it('keeps one counter of N/A blocks alive', () => {
    const blocks = blocksOf(firstOps([step('not-available', { blocks: 5, keeps: 'out-time' })]));
    expect(isRising(outTimes(blocks))).toBe(true);
    expect(blocks.every((block) => block.totalSizeBytes === undefined)).toBe(true);
  });
});
