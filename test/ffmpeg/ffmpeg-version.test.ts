import { describe, expect, it } from 'vitest';
import { compareReleases, readFfmpegVersion } from '../../src/ffmpeg/ffmpeg-version.js';

describe('the version of ffmpeg', () => {
  it('is what a release calls itself', () => {
    expect(readFfmpegVersion('ffmpeg version 5.1.9-0+deb12u1 Copyright (c) 2000-2026')).toEqual({
      name: '5.1.9-0+deb12u1',
      release: '5.1.9',
    });
    expect(readFfmpegVersion('ffprobe version n7.1 Copyright')?.release).toBe('7.1');
  });

  it.each([
    ['58. 24.100', '4.1'],
    ['57. 83.100', '3.4'],
    ['60.  3.100', '6.0'],
    ['99.  0.100', '8.0'],
    ['52.  0.100', undefined],
  ])('of a snapshot follows from libavformat %s', (libavformat, release) => {
    const text = `ffmpeg version N-47683-g0e8eb07980-static https://example.org\nlibavformat    ${libavformat} / ${libavformat}\n`;
    expect(readFfmpegVersion(text)).toEqual({ name: 'N-47683-g0e8eb07980-static', release });
  });

  it('is not in what another program prints', () => {
    expect(readFfmpegVersion('cat (GNU coreutils) 9.1')).toBeUndefined();
  });

  it('orders by its numbers, not by its letters', () => {
    expect(['10.0', '4.4', '6.0', '5.1.9', '5.1'].sort(compareReleases)).toEqual([
      ...['4.4', '5.1', '5.1.9', '6.0', '10.0'],
    ]);
    expect(compareReleases('6.0', '6.0.0')).toBe(0);
  });
});
