import { describe, expect, it } from 'vitest';
import { openMedia } from '../../../src/script/media-state.js';
import { step } from '../../../src/script/vocabulary.js';
import { blocksOf, firstOps, RECORDING, textOf } from '../recorder.js';

const DURATION_US = RECORDING.durationMs * 1000;

describe('the end of a run', () => {
  it('completes: whole output, trailer, progress=end, exit 0, in this order', () => {
    const media = openMedia(RECORDING);
    const ops = firstOps([step('progress', { blocks: 3 }), step('complete')], media);
    expect(ops.slice(-5).map((op) => op.op)).toEqual(['append', 'finish', 'write', 'exit', 'exit']);
    expect(blocksOf(ops).at(-1)).toMatchObject({
      outTimeUs: DURATION_US,
      totalSizeBytes: RECORDING.sizeBytes,
      end: true,
    });
    expect(ops.find((op) => op.op === 'finish')).toEqual({
      op: 'finish',
      durationMs: 600_000,
      lose: 'nothing',
    });
    expect(media.finished).toBe(true);
  });

  it('finishes a part, without some streams, only once', () => {
    const ops = firstOps([step('finish', { fraction: 0.05, lose: 'video' }), step('finish')]);
    expect(ops.filter((op) => op.op === 'finish')).toEqual([
      { op: 'finish', durationMs: 30_000, lose: 'video' },
    ]);
    expect(blocksOf(ops)[0]).toMatchObject({ outTimeUs: 30_000_000, totalSizeBytes: 50_000, end: true });
  });

  it('leaves the output as told', () => {
    const names = (state: string): string[] => firstOps([step('output', { state })]).map((op) => op.op);
    expect(names('complete')).toEqual(['append', 'finish', 'exit']);
    expect(names('partial')).toEqual(['append', 'exit']);
    expect(names('empty')).toEqual(['erase', 'exit']);
  });

  it('runs out of disk as 5.1 does', () => {
    const data = firstOps([step('disk-full')]);
    expect(textOf(data, 'stderr')).toContain('av_interleaved_write_frame(): No space left on device');
    expect(data.find((op) => op.op === 'exit')).toEqual({ op: 'exit', code: 1 });
    const trailer = firstOps([step('disk-full', { during: 'trailer' })]);
    expect(trailer.find((op) => op.op === 'exit')).toEqual({ op: 'exit', code: 0 });
  });
});
