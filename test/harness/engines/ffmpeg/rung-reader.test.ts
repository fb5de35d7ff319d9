import { describe, expect, it } from 'vitest';
import { remuxArgs } from '../../../../src/ffmpeg/remux-args.js';
import { STRATEGIES, type Strategy } from '../../../../src/ffmpeg/strategy.js';
import { RungReader } from '../../../../src/harness/engines/ffmpeg/rung-reader.js';

const RECORDING = { sizeBytes: 1, durationMs: 1, video: 'h264', audio: 'ac3', pixelFormat: 'yuv420p' };

function args(strategy: Strategy, output: string): string[] {
  return remuxArgs(strategy, { input: '/in.ts', output, streams: { video: 0, audio: 1 } });
}

describe('RungReader', () => {
  it('tells the rungs of the production supervisor apart', () => {
    const rungs = new RungReader();
    const read = STRATEGIES.map((strategy) =>
      rungs.rungOf('a', RECORDING, args(strategy, `/out-${strategy}`)),
    );
    expect(read).toEqual(STRATEGIES);
  });

  it('takes the same options once more for a retry, and each job by itself', () => {
    const rungs = new RungReader();
    expect(rungs.rungOf('a', RECORDING, args('default', '/1'))).toBe('default');
    expect(rungs.rungOf('a', RECORDING, args('default', '/2'))).toBe('default');
    expect(rungs.rungOf('a', RECORDING, args('fallback', '/3'))).toBe('fallback');
    expect(rungs.rungOf('b', RECORDING, args('fallback', '/4'))).toBe('default');
  });
});
