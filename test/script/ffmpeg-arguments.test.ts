import { describe, expect, it } from 'vitest';
import { readFfmpegArguments } from '../../src/script/ffmpeg-arguments.js';

const read = (line: string) => readFfmpegArguments(line.split(' '));

describe('readFfmpegArguments', () => {
  it('reads a remux', () => {
    const line =
      '-y -nostdin -hide_banner -nostats -progress pipe:1 -loglevel +level+warning -i file:a.ts -map 0:i:0x100 -map 0:i:0x101 -c:v copy -c:a aac -f mp4 file:b.mp4';
    expect(read(line)).toEqual({
      input: 'file:a.ts',
      output: 'file:b.mp4',
      inputFormat: undefined,
      outputFormat: 'mp4',
      overwrite: true,
      videoEncoder: 'copy',
      audioEncoder: 'aac',
      takesVideo: true,
      takesAudio: true,
      progress: 'stdout',
      stats: false,
      logLevel: { rank: 24, marked: true },
      banner: false,
      problem: undefined,
    });
  });

  it.each([
    ['-i a -c:v libx264 b', 'libx264', undefined],
    ['-i a -vcodec mpeg4 -acodec mp2 b', 'mpeg4', 'mp2'],
    ['-i a -c copy b', 'copy', 'copy'],
    ['-i a -c copy -c:a:0 aac b', 'copy', 'aac'],
    ['-i a b', undefined, undefined],
  ])('finds the encoders of %s', (line, video, audio) => {
    expect(read(line)).toMatchObject({ videoEncoder: video, audioEncoder: audio });
  });

  it.each([
    ['-i a -vn b', false, true],
    ['-i a -map 0:v:0? b', true, false],
    ['-i a -map 0 b', true, true],
    ['-i a -map 0:1 b', false, true],
    ['-i a -map 0:i:0x100 b', true, false],
  ])('finds the streams that %s takes', (line, video, audio) => {
    expect(read(line)).toMatchObject({ takesVideo: video, takesAudio: audio });
  });

  it.each([
    ['-foo -i a b', "Unrecognized option 'foo'.\nError splitting the argument list: Option not found\n"],
    ['-i a -c:v bogus b', "Unknown encoder 'bogus'\n"],
    ['-i a', 'At least one output file must be specified\n'],
  ])('refuses %s as ffmpeg 5.1 does', (line, problem) => {
    expect(read(line).problem).toBe(problem);
  });

  it('prints statistics unless told otherwise', () => {
    expect(read('-i a b').stats).toBe(true);
    expect(read('-v error -i a b').stats).toBe(false);
    expect(read('-v error -stats -i a b').stats).toBe(true);
  });
});
