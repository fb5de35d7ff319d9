import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clipArgs } from '../../../../src/harness/engines/ffmpeg/clip.js';
import { ClipCache } from '../../../../src/harness/engines/ffmpeg/clip-cache.js';
import type { RealTools } from '../../../../src/harness/engines/ffmpeg/real-tools.js';
import { createNodeClock } from '../../../../src/node/clock.js';

const RECORDING = {
  sizeBytes: 1_000_000,
  durationMs: 2_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
};
const CLIP = { recording: RECORDING, picture: '64x64' };

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stallproof-clips-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Notes each call, and writes its name into the last argument. */
function encoder(version: string, deed = 'for last do :; done; echo "$0" >"$last"'): RealTools {
  const path = join(folder, `ffmpeg-${version}`);
  writeFileSync(path, `#!/bin/sh\necho made >>${folder}/calls\n${deed}\n`);
  chmodSync(path, 0o755);
  const tool = { path, origin: 'flag', env: {} } as const;
  return { ffmpeg: tool, ffprobe: tool, version };
}

const calls = (): number =>
  existsSync(join(folder, 'calls')) ? readFileSync(join(folder, 'calls'), 'utf8').split('\n').length - 1 : 0;
const clips = (): string[] => readdirSync(join(folder, 'cache')).sort();
const cache = (): ClipCache => new ClipCache(createNodeClock(), join(folder, 'cache'));

describe('ClipCache', () => {
  it('makes a clip once, for whoever asks, side by side too', async () => {
    const tools = encoder('5.1');
    await Promise.all(['a', 'b', 'c'].map((name) => cache().copyTo(join(folder, name), tools, CLIP)));
    await cache().copyTo(join(folder, 'd'), tools, CLIP);
    expect(calls()).toBe(1);
    for (const name of ['a', 'b', 'c', 'd'])
      expect(readFileSync(join(folder, name), 'utf8')).toContain('ffmpeg-5.1');
  });

  it('keeps clips of other releases and other contents apart', async () => {
    await cache().copyTo(join(folder, 'a'), encoder('5.1'), CLIP);
    await cache().copyTo(join(folder, 'a'), encoder('4.0'), CLIP);
    await cache().copyTo(join(folder, 'a'), encoder('4.0'), { ...CLIP, picture: '96x64' });
    expect([calls(), clips().length]).toEqual([3, 3]);
  });

  it('leaves nothing behind when a clip could not be made, and says why', async () => {
    const broken = encoder('5.1', 'echo "Unknown encoder libx264" >&2; exit 1');
    await expect(cache().copyTo(join(folder, 'a'), broken, CLIP)).rejects.toThrow(
      'ffmpeg 5.1 could not make a recording to play with: Unknown encoder libx264',
    );
    expect(clips()).toEqual([]);
  });

  it('ends the encoder when it is aborted', async () => {
    const abort = new AbortController();
    const made = cache().copyTo(join(folder, 'a'), encoder('5.1', 'exec sleep 60'), CLIP, abort.signal);
    const failed = expect(made).rejects.toThrow('enough');
    await expect.poll(calls, { timeout: 10_000 }).toBe(1);
    abort.abort(new Error('enough'));
    await failed;
    expect(clips()).toEqual([]);
  });

  it('makes room for new ones by removing the longest unused, and what others left half made', async () => {
    mkdirSync(join(folder, 'cache', 'new-abandoned'), { recursive: true });
    const old = new Date(Date.now() - 86_400_000);
    writeFileSync(join(folder, 'cache', 'huge.ts'), '');
    truncateSync(join(folder, 'cache', 'huge.ts'), 600 * 2 ** 20);
    writeFileSync(join(folder, 'cache', 'small.ts'), '');
    for (const name of ['new-abandoned', 'huge.ts']) utimesSync(join(folder, 'cache', name), old, old);
    await cache().copyTo(join(folder, 'a'), encoder('5.1'), CLIP);
    expect(clips()).toHaveLength(2);
    expect(clips()).toContain('small.ts');
  });

  it('takes nothing from a folder that others can write to', async () => {
    mkdirSync(join(folder, 'cache'));
    chmodSync(join(folder, 'cache'), 0o777);
    await expect(cache().copyTo(join(folder, 'a'), encoder('5.1'), CLIP)).rejects.toThrow(/open to them/);
    expect(calls()).toBe(0);
  });
});

describe('clipArgs', () => {
  it('asks for the streams, the length and the rate of the recording', () => {
    const args = clipArgs(CLIP, 'out.ts');
    expect(args.slice(-5)).toEqual(['-t', '2', '-f', 'mpegts', 'out.ts']);
    expect(args).toContain('testsrc2=s=64x64:r=25:d=2');
    expect(Number(args[args.indexOf('-b:v') + 1])).toBe(3_592_000);
    const { audio: _, ...silent } = RECORDING;
    expect(clipArgs({ ...CLIP, recording: { ...silent, video: 'mpeg2video' } }, 'x')).not.toContain('-c:a');
  });
});
