import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Tool } from '../../node/find-tools.js';

/** What is fed to ffmpeg: a burst that is enough to know the streams, and slices that keep it going. */
export interface Feed {
  readonly burst: Buffer;
  readonly slices: readonly Buffer[];
}

const SECONDS = 60;

/** ffmpeg looks ten seconds into a stream before it begins. */
const BURST_SECONDS = 14;
const SLICE_SECONDS = 0.5;
const MAX_BYTES = 16 * 2 ** 20;

/** Video alone: it is copied, so that ffmpeg itself needs next to no CPU time. */
const INPUT = ['-f', 'lavfi', '-i', `testsrc2=s=160x90:r=25:d=${SECONDS}`];
const ENCODE = [
  ...[
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-g',
    '25',
    '-b:v',
    '100k',
    '-maxrate',
    '120k',
    '-bufsize',
    '60k',
  ],
  ...['-f', 'mpegts', 'pipe:1'],
];

/** Makes a transport stream of a constant, low rate with that ffmpeg. @throws with ffmpeg's own words */
export async function makeFeed(
  { path: ffmpeg, env }: Tool,
  options: { readonly env: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<Feed> {
  const args = ['-nostdin', '-hide_banner', '-loglevel', 'error', ...INPUT, ...ENCODE];
  const { stdout } = await promisify(execFile)(ffmpeg, args, {
    encoding: 'buffer',
    maxBuffer: MAX_BYTES,
    env: { ...process.env, ...env, ...options.env },
    signal: options.signal,
  });
  const at = (second: number): number => Math.floor((stdout.length * second) / SECONDS);
  const slices: Buffer[] = [];
  for (let second = BURST_SECONDS; second < SECONDS; second += SLICE_SECONDS) {
    slices.push(stdout.subarray(at(second), at(second + SLICE_SECONDS)));
  }
  return { burst: stdout.subarray(0, at(BURST_SECONDS)), slices };
}
