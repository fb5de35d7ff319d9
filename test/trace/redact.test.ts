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

  it.each([
    ['an address with a space', ['-i', 'http://me:pw@h/my film.mp4?token=T'], ['-i', 'http://***.mp4']],
    ['an address with a quote', ['-i', "http://me:p'q@h/a"], ['-i', 'http://***']],
    ['an input without an extension', ['-i', 'My folder/plain', '-'], ['-i', '***', '-']],
    [
      'an output without an extension',
      ['-i', '-', '-f', 'mpegts', 'dir/outp'],
      ['-i', '-', '-f', 'mpegts', '***'],
    ],
    ['an extension that begins with a digit', ['-i', 'a b.3gp', '-'], ['-i', '***.3gp', '-']],
    ['credentials', ['-headers', 'Authorization: Bearer T', '-y'], ['-headers', '***', '-y']],
  ])('hides %s', (_, given, redacted) => {
    expect(new Redactor().header(header('ffmpeg', ...given)).command).toEqual(['ffmpeg', ...redacted]);
  });

  it.each([
    ['Failed to resolve hostname secret.example: Name or service not known', 'secret.example'],
    ['http://me:pw@secret.example:81/my film.mp4?token=T: Input/output error', 'token'],
    ["[hls @ 0x1] Opening 'My Film-001.ts' for writing", 'My Film'],
    ["[hls @ 0x1] Opening '/My Films/My Film-001.ts' for writing", 'My Film'],
  ])('hides in the message %s', (text, secret) => {
    const redactor = new Redactor();
    redactor.header(header('ffmpeg', '-i', 'http://me:pw@secret.example:81/my film.mp4?token=T', 'x.m3u8'));
    const hidden = redactor.record({ kind: 'line', atMs: 7, text });
    expect(hidden).toMatchObject({ text: expect.stringContaining('***') });
    expect(JSON.stringify(hidden)).not.toContain(secret);
  });

  it('hides the program that could not be started, and no part of another word', () => {
    const redactor = new Redactor();
    redactor.header(header('/home/me/ffmpeg', '-i', 'in', 'x.mp4'));
    const exit = { notStarted: 'no such file: /home/me/ffmpeg' };
    expect(redactor.record({ kind: 'exit', atMs: 7, exit })).toMatchObject({
      exit: { notStarted: 'no such file: /***' },
    });
    expect(redactor.text('main in minutes')).toBe('main *** minutes');
  });

  it('touches nothing that is timed', () => {
    const block = { kind: 'block', atMs: 7, outTimeUs: 3, end: false } as const;
    expect(new Redactor().record(block)).toBe(block);
  });
});
