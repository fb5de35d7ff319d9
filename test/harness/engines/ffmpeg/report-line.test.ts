import { describe, expect, it } from 'vitest';
import { readReportLine } from '../../../../src/harness/engines/ffmpeg/report-line.js';

describe('readReportLine', () => {
  it.each([
    [
      '[info] frame=  338 fps=0.0 q=-1.0 size=    3328kB time=00:00:13.48 bitrate=2021.7kbits/s speed=26.9x    ',
      { outTimeUs: 13_480_000, totalSizeBytes: 3328 * 1024, end: false },
    ],
    [
      'frame=  500 fps=347 q=-1.0 Lsize=    5045kB time=00:00:20.01 bitrate=2065.3kbits/s speed=13.9x    ',
      { outTimeUs: 20_010_000, totalSizeBytes: 5045 * 1024, end: true },
    ],
    // 7 and later.
    [
      'frame=  2 fps=0 q=-1.0 size=    1KiB time=01:00:00.04 bitrate=8.5kbits/s',
      { outTimeUs: 3_600_040_000, totalSizeBytes: 1024, end: false },
    ],
    [
      'size=       0kB time=-00:00:00.02 bitrate=N/A speed=N/A',
      { outTimeUs: -20_000, totalSizeBytes: 0, end: false },
    ],
    ['frame= 9 fps=0.0 q=0.0 size=N/A time=N/A bitrate=N/A speed=N/A', { end: false }],
  ])('reads the statistics in %j', (line, values) => {
    expect(readReportLine(line)).toEqual({ kind: 'progress', ...values });
  });

  it.each([
    ['[info] Stream mapping:', { kind: 'began' }],
    [
      '[info] video:4861kB audio:469kB subtitle:0kB other streams:0kB global headers:0kB muxing overhead: 0.25%',
      { kind: 'summary' },
    ],
    [
      '[AVIOContext @ 0x5632601ba040] [verbose] Statistics: 7240048 bytes read, 2 seeks',
      { kind: 'closed-input' },
    ],
    [
      '[AVIOContext @ 0x5632603d7140] [verbose] Statistics: 10931239 bytes written, 4 seeks, 45 writeouts',
      { kind: 'other' },
    ],
    ['Exiting normally, received signal 15.', { kind: 'signalled', number: 15 }],
    ['Conversion failed!', { kind: 'failed' }],
    ['[verbose] Exiting with exit code -28', { kind: 'exit', code: -28 }],
    ['file:/nowhere.ts: No such file or directory', { kind: 'refused' }],
    ["Unrecognized option 'nonsense'.", { kind: 'refused' }],
    ['[mp4 @ 0x1ebe7a00] [info] Starting second pass: moving the moov atom', { kind: 'other' }],
    ['', { kind: 'other' }],
  ])('reads %j', (line, read) => {
    expect(readReportLine(line)).toEqual(read);
  });
});
