import { expect, it } from 'vitest';
import { step } from '../../../src/script/vocabulary.js';
import { blocksOf, firstOps } from '../recorder.js';

it('counts the time anew from 0 and advances, while the output goes on growing', () => {
  const blocks = blocksOf(
    firstOps([step('progress', { blocks: 10 }), step('wrap', { blocks: 5, speed: 2 })]),
  );
  const before = blocks[9];
  const after = blocks.slice(10);
  expect(after).toHaveLength(5);
  expect(after.map((block) => block.outTimeUs)).toEqual([1e6, 2e6, 3e6, 4e6, 5e6]);
  expect(after.every(({ outTimeUs = 0 }) => outTimeUs < (before?.outTimeUs ?? 0))).toBe(true);
  const sizes = [before, ...after].map((block) => block?.totalSizeBytes ?? 0);
  expect(sizes.every((size, index) => index === 0 || size > (sizes[index - 1] ?? 0))).toBe(true);
});
