import path from 'node:path';
import { type FfmpegVersion, readFfmpegVersion } from '../ffmpeg/ffmpeg-version.js';
import type { GateTools, Judge } from '../gates/measure/bench.js';
import { runTool } from '../gates/measure/run-tool.js';
import type { Host } from '../host/host.js';
import { whyNotExecutable } from '../node/executable.js';
import { findTools, type Tools } from '../node/find-tools.js';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';

/** A program that takes longer to say its version is no ffmpeg. */
const VERSION_LIMIT_MS = 20_000;

/**
 * Every pair of binaries at hand, each version once: those of PATH or the environment, the packaged ones, and those
 * that were named.
 */
export async function gateTools(host: Host, io: Io, named: readonly string[]): Promise<GateTools[]> {
  const found = await findTools({ env: io.env });
  const { PATH: _, STALLPROOF_FFMPEG: __, STALLPROOF_FFPROBE: ___, ...bare } = io.env;
  const packaged = await findTools({ env: { ...bare, PATH: '' } }).catch(() => undefined);
  const more = named.map((ffmpeg) => besideOf(path.resolve(ffmpeg), found));
  const judge = await judgeOf(host, packaged ?? found, io);
  const pairs: GateTools[] = [];
  for (const tools of [found, ...(packaged === undefined ? [] : [packaged]), ...more]) {
    pairs.push({ ...(await described(host, tools, io)), judge });
  }
  return pairs.filter(({ name }, index) => pairs.findIndex((other) => other.name === name) === index);
}

/** ffprobe of the same build where there is one. */
function besideOf(ffmpeg: string, found: Tools): Tools {
  const problem = whyNotExecutable(ffmpeg);
  if (problem !== undefined) throw new UsageError(`--ffmpeg names no usable ffmpeg: ${problem}`);
  const ffprobe = path.join(path.dirname(ffmpeg), 'ffprobe');
  const beside = whyNotExecutable(ffprobe) === undefined;
  return {
    ffmpeg: { path: ffmpeg, origin: 'flag', env: {} },
    ffprobe: beside ? { path: ffprobe, origin: 'flag', env: {} } : found.ffprobe,
  };
}

/** The packaged ffprobe, which every machine has alike. */
async function judgeOf(host: Host, { ffprobe }: Tools, io: Io): Promise<Judge> {
  const { path: file, env } = ffprobe;
  return { ffprobe: file, env, version: await versionOf(host, file, env, io) };
}

async function described(host: Host, { ffmpeg, ffprobe }: Tools, io: Io): Promise<Omit<GateTools, 'judge'>> {
  const env = { ...ffmpeg.env, ...ffprobe.env };
  const version = await versionOf(host, ffmpeg.path, env, io);
  const probeVersion = await versionOf(host, ffprobe.path, env, io);
  return { name: version.name, ffmpeg: ffmpeg.path, ffprobe: ffprobe.path, env, version, probeVersion };
}

/** @throws UsageError when a binary does not say what it is */
async function versionOf(
  host: Host,
  file: string,
  env: Readonly<Record<string, string>>,
  io: Io,
): Promise<FfmpegVersion> {
  const run = { file, args: ['-version'], env, timeoutMs: VERSION_LIMIT_MS, signal: io.stop };
  const { stdout, exit } = await runTool(host, run);
  const version = readFfmpegVersion(stdout);
  if (version !== undefined) return version;
  throw new UsageError(
    `${file} does not say which ffmpeg it is (exit ${exit})`,
    'Name another, or leave it out.',
  );
}
