import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatBlock, formatStats, type PrintedBlock } from '../../src/script/progress-block.js';

const corpus = process.env.STALLPROOF_CORPUS ?? resolve('../shared/corpus');
const progressLogs = join(corpus, '../progress');

const BLOCK: PrintedBlock = {
  frame: 102,
  outTimeUs: 4_010_667,
  totalSizeBytes: 1_257_464,
  speed: 1,
  end: true,
};

describe('formatBlock', () => {
  it('prints what ffmpeg 5.1 printed for the same values', () => {
    expect(formatBlock(BLOCK).split('\n')).toEqual([
      'frame=102',
      'fps=25.00',
      'stream_0_0_q=-1.0',
      'bitrate=2508.2kbits/s',
      'total_size=1257464',
      'out_time_us=4010667',
      'out_time_ms=4010667',
      'out_time=00:00:04.010667',
      'dup_frames=0',
      'drop_frames=0',
      'speed=   1x',
      'progress=end',
      '',
    ]);
  });

  it('prints absent values as N/A, and no frame for audio alone', () => {
    expect(formatBlock({ end: false }).split('\n')).toEqual([
      'bitrate=N/A',
      'total_size=N/A',
      'out_time_us=N/A',
      'out_time_ms=N/A',
      'out_time=N/A',
      'dup_frames=0',
      'drop_frames=0',
      'speed=N/A',
      'progress=continue',
      '',
    ]);
  });

  it.each([
    [0.9283, 'speed=0.928x'],
    [30, 'speed=  30x'],
    [1.4349, 'speed=1.43x'],
    [1234, 'speed=1.23e+03x'],
  ])('prints a speed of %d as C does', (speed, line) => {
    expect(formatBlock({ ...BLOCK, speed })).toContain(`${line}\n`);
  });

  it('prints negative and long times', () => {
    expect(formatBlock({ ...BLOCK, outTimeUs: -1_500_000 })).toContain('out_time=-00:00:01.500000\n');
    expect(formatBlock({ ...BLOCK, outTimeUs: 47_721_858_000 })).toContain('out_time=13:15:21.858000\n');
  });

  it.skipIf(!existsSync(progressLogs))('has the keys of a real log, in their order', () => {
    const log = readFileSync(join(progressLogs, 'progress-v5-default-re.log'), 'utf8');
    const keys = [...log.matchAll(/ OUT (\w+)=/g)].map((match) => match[1]).slice(0, 12);
    const ours = [...formatBlock(BLOCK).matchAll(/^(\w+)=/gm)].map((match) => match[1]);
    expect(ours).toEqual(keys);
  });
});

describe('formatStats', () => {
  it('overwrites its line until the end', () => {
    expect(formatStats({ ...BLOCK, end: false })).toBe(
      'frame=  102 fps=25.00 q=-1.0 size=    1227kB time=00:00:04.01 bitrate=2508.2kbits/s speed=   1x    \r',
    );
    expect(formatStats(BLOCK)).toMatch(/Lsize=.*\n$/);
  });
});
