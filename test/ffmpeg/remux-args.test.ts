import { describe, expect, it } from 'vitest';
import { outputStreams, remuxArgs } from '../../src/ffmpeg/remux-args.js';
import { STRATEGIES, type Strategy } from '../../src/ffmpeg/strategy.js';

const request = { input: '/rec/a.ts', output: '/out/a.mp4.tmp1', streams: { video: 3, audio: 1 } };

function valuesOf(args: readonly string[], option: string): string[] {
  return args.flatMap((arg, index) => (arg === option ? [args[index + 1] ?? ''] : []));
}

describe.each(STRATEGIES)('the %s', (strategy: Strategy) => {
  const args = remuxArgs(strategy, request);

  it('reports progress on stdout, and nothing else there', () => {
    expect(args).toContain('-nostdin');
    expect(args).toContain('-nostats');
    expect(valuesOf(args, '-progress')).toEqual(['pipe:1']);
  });

  it('lets warnings through, with their level', () => {
    expect(valuesOf(args, '-loglevel')).toEqual(['+level+warning']);
  });

  it('takes the chosen streams and no other', () => {
    expect(valuesOf(args, '-map')).toEqual(['0:3', '0:1']);
  });

  it('prefers PIDs to indexes', () => {
    const streams = { video: 7, videoId: 0x3f2, audio: 6, audioId: 0x3fd };
    expect(valuesOf(remuxArgs(strategy, { ...request, streams }), '-map')).toEqual([
      '0:i:0x3f2',
      '0:i:0x3fd',
    ]);
  });

  it('names files so that nothing in them can be taken for an option or a protocol', () => {
    const odd = remuxArgs(strategy, { ...request, input: '-i.ts', output: 'tcp://x%d.mp4' });
    expect(valuesOf(odd, '-i')).toEqual(['file:-i.ts']);
    expect(odd.at(-1)).toBe('file:tcp://x%d.mp4');
  });

  it('writes an MP4 that plays before it is loaded', () => {
    expect(valuesOf(args, '-movflags')).toEqual(['+faststart']);
    expect(args.slice(-3, -1)).toEqual(['-f', 'mp4']);
  });

  it('has none of the options that harm recordings or are unknown to a version', () => {
    const harmful = ['-ss', '-async', '-vsync', '-fps_mode', '-stats_period', '-max_interleave_delta'];
    expect(args.filter((arg) => harmful.includes(arg))).toEqual([]);
    expect(args.join(' ')).not.toMatch(/discardcorrupt|first_pts|asetpts/);
  });

  it('makes stereo AAC of 48 kHz', () => {
    expect([valuesOf(args, '-c:a'), valuesOf(args, '-ac'), valuesOf(args, '-ar')]).toEqual([
      ['aac'],
      ['2'],
      ['48000'],
    ]);
  });

  it('says nothing about kinds that are not there', () => {
    expect(remuxArgs(strategy, { ...request, streams: { audio: 1 } })).not.toContain('-c:v');
    expect(remuxArgs(strategy, { ...request, streams: { video: 1 } })).not.toContain('-c:a');
  });
});

it('copies video on the first two rungs, which differ, and encodes it on the last', () => {
  const [first, second, last] = STRATEGIES.map((strategy) => remuxArgs(strategy, request));
  expect([first, second, last].map((args) => valuesOf(args ?? [], '-c:v')[0])).toEqual([
    'copy',
    'copy',
    'libx264',
  ]);
  expect(second).not.toEqual(first);
});

it('allows network protocols only where the input is a URL', () => {
  const protocols = (input: string) =>
    valuesOf(remuxArgs('default', { ...request, input }), '-protocol_whitelist')[0];
  expect(protocols('/rec/http:/a.ts')).toBe('file');
  expect(protocols('http://box/a.ts')).toBe('http,https,tcp,tls');
});

it('knows where the streams stand in the MP4', () => {
  expect(outputStreams({ video: 7, audio: 6 })).toEqual({ video: 0, audio: 1 });
  expect(outputStreams({ audio: 6 })).toEqual({ audio: 0 });
  expect(outputStreams({ video: 7 })).toEqual({ video: 0 });
});
