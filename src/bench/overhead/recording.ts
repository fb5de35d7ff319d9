import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Tool } from '../../node/find-tools.js';

const LEAST_BYTES = 300_000_000;

/** Noise makes few seconds large, so that a remux is mostly reading and writing, and little encoding of audio. */
const VIDEO = 'testsrc2=s=1280x720:r=25:d=4,noise=alls=40:allf=t';
const AUDIO = 'sine=f=440:r=48000:d=4';
const ENCODE = [
  '-c:v',
  'libx264',
  '-preset',
  'ultrafast',
  '-g',
  '50',
  '-crf',
  '18',
  '-pix_fmt',
  'yuv420p',
  '-c:a',
  'aac',
];
const QUIET = ['-y', '-nostdin', '-hide_banner', '-loglevel', 'error'];

const run = promisify(execFile);

/**
 * Makes a recording of at least 300 MB with that ffmpeg: a short clip, encoded once and repeated.
 * @throws with ffmpeg's own words when it cannot
 */
export async function makeRecording(
  { path: ffmpeg, env }: Tool,
  folder: string,
  options: { readonly env: Readonly<Record<string, string>>; readonly signal: AbortSignal },
): Promise<{ readonly path: string; readonly bytes: number }> {
  const [clip, path] = [join(folder, 'clip.ts'), join(folder, 'recording.ts')];
  const settings = { env: { ...process.env, ...env, ...options.env }, signal: options.signal };
  const inputs = ['-f', 'lavfi', '-i', VIDEO, '-f', 'lavfi', '-i', AUDIO];
  await run(ffmpeg, [...QUIET, ...inputs, ...ENCODE, '-shortest', '-f', 'mpegts', clip], settings);
  const again = Math.ceil(LEAST_BYTES / statSync(clip).size) - 1;
  const copy = ['-stream_loop', String(again), '-i', clip, '-map', '0', '-c', 'copy', '-f', 'mpegts', path];
  await run(ffmpeg, [...QUIET, ...copy], settings);
  return { path, bytes: statSync(path).size };
}
