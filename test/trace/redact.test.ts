import { describe, expect, it } from 'vitest';
import { Redactor } from '../../src/trace/redact.js';

const header = (...command: string[]) =>
  ({ stallproof: 'trace', v: 1, startedAt: '', job: 'nightly', command }) as const;

describe('redaction', () => {
  it.each([
    ['http://me:secret@host:81/a/b.ts?token=1', 'http://***.ts'],
    ['rtmp://host/app/key', 'rtmp://***'],
    ['/media/films/film.ts', '/***.ts'],
    ["Error opening '/media/a.mkv': No such file", "Error opening '/***.mkv': No such file"],
    ['-c:v copy -map 0:v:0', '-c:v copy -map 0:v:0'],
    ['concat:/a/one.ts|/a/two.ts', 'concat:/***.ts'],
  ])('of %s is %s', (text, redacted) => {
    expect(new Redactor().text(text)).toBe(redacted);
  });

  it('hides the names of the command line in every message, spaces and all', () => {
    const redactor = new Redactor();
    const hidden = redactor.header(
      header('ffmpeg', '-i', '/films/My Secret.ts', '-ss', '1.5', 'out film.mp4'),
    );
    expect(hidden.command).toEqual(['ffmpeg', '-i', '/***.ts', '-ss', '1.5', '***.mp4']);
    const line = { kind: 'line', atMs: 7, text: "'/films/My Secret.ts' to 'out film.mp4'" } as const;
    expect(redactor.record(line)).toEqual({ ...line, text: "'/***.ts' to '***.mp4'" });
  });

  it('leaves filters, codecs and numbers alone', () => {
    const { command } = new Redactor().header(
      header('ffmpeg', '-vf', 'scale=1280:-1', '-b:v', '2.5M', '-t', '00:01:02.5', '-f', 'mp4', '-'),
    );
    expect(command).toEqual(
      header('ffmpeg', '-vf', 'scale=1280:-1', '-b:v', '2.5M', '-t', '00:01:02.5', '-f', 'mp4', '-').command,
    );
  });

  it('touches nothing that is timed', () => {
    const block = { kind: 'block', atMs: 7, outTimeUs: 3, end: false } as const;
    expect(new Redactor().record(block)).toBe(block);
  });
});
