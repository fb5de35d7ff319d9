import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/ffmpeg/policy.js';
import { talkOf } from '../../../src/gates/catalogue/identify.js';
import { StderrTally } from '../../../src/gates/measure/stderr-tally.js';

const tally = (...lines: string[]) => {
  const counting = new StderrTally(talkOf(DEFAULT_POLICY));
  for (const line of lines) counting.push(line);
  return counting.counts();
};

describe('messages', () => {
  it('are counted by wording and level', () => {
    const line = '[mpegts @ 0x55d0] [warning] PES packet size mismatch';
    expect(tally(line, line, '[mpegts @ 0x1] [error] PES packet size mismatch')).toEqual([
      {
        ...{ template: '[mpegts] [error] PES packet size mismatch', level: 'error', count: 1 },
        sample: '[mpegts @ 0x0] [error] PES packet size mismatch',
      },
      {
        template: '[mpegts] [warning] PES packet size mismatch',
        sample: line.replace('55d0', '0'),
        level: 'warning',
        count: 2,
      },
    ]);
  });

  it('are the same whatever their numbers, addresses and paths', () => {
    const odd = (at: string) => `[h264 @ 0x${at}] [error] odd thing ${at} in file:/rec/a.ts`;
    expect(tally(odd('12'), odd('34'))).toEqual([
      {
        template: '[h264] [error] odd thing N in FILE',
        sample: odd('12').replace('0x12', '0x0'),
        level: 'error',
        count: 2,
      },
    ]);
    expect(tally('plain words')).toEqual([{ template: 'plain words', level: 'raw', count: 1 }]);
  });

  it('that are mere talk are left out', () => {
    expect(
      tally('[info] Stream mapping:', '[AVIOContext @ 0x1] [verbose] Statistics: 5 bytes read', ''),
    ).toEqual([]);
    expect(tally('[info] Conversion failed!')).toHaveLength(1);
  });

  it('come in no order that the run had', () => {
    const lines = ['[error] b', '[error] a', '[warning] c'];
    expect(tally(...lines)).toEqual(tally(...lines.toReversed()));
  });

  it('are bounded, however many kinds there are', () => {
    const letters = (index: number) =>
      String.fromCharCode(97 + (index % 26), 97 + (Math.floor(index / 26) % 26));
    const counts = tally(...Array.from({ length: 600 }, (_, index) => `[error] kind ${letters(index)}`));
    expect(counts.length).toBeLessThan(210);
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(600);
  });
});
