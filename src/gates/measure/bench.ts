import type { FfmpegVersion } from '../../ffmpeg/ffmpeg-version.js';
import type { Host } from '../../host/host.js';
import { whyNotExecutable } from '../../node/executable.js';
import type { StepCache } from '../step-cache.js';
import { runTool, type ToolResult, type ToolRun } from './run-tool.js';

/** A pair of binaries under trial. */
export interface GateTools {
  /** ffmpeg's own name of its version, as reports call the pair. */
  readonly name: string;
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly env: Readonly<Record<string, string>>;
  readonly version: FfmpegVersion;
  readonly probeVersion: FfmpegVersion;
  /** The ffprobe that looks into outputs: the same for every pair, so that what differs is ffmpeg's doing. */
  readonly judge: Judge;
}

export interface Judge {
  readonly ffprobe: string;
  readonly env: Readonly<Record<string, string>>;
  readonly version: FfmpegVersion;
}

/** Where measurements are made: the machine, a pair of binaries, a folder for outputs, and what is known already. */
export interface Bench {
  readonly host: Host;
  readonly tools: GateTools;
  /** A folder for what the tools write; whoever writes removes. */
  readonly folder: string;
  readonly cache: StepCache;
  readonly signal: AbortSignal | undefined;
}

/** Bounds for one run of a tool: reading a recording, and encoding it. */
const PROBE_TIMEOUT_MS = 300_000;
const FFMPEG_TIMEOUT_MS = 3_600_000;

/** A tool that answered before is not there any more: what is seen from now on is no measurement. */
export class ToolGoneError extends Error {
  override readonly name = 'ToolGoneError';
}

export function runFfmpeg(
  { host, tools, signal }: Bench,
  args: readonly string[],
  more: Partial<ToolRun> = {},
): Promise<ToolResult> {
  const { ffmpeg: file, env } = tools;
  return runThere(host, { file, args, env, timeoutMs: FFMPEG_TIMEOUT_MS, signal, ...more });
}

export function runFfprobe(
  { host, tools, signal }: Bench,
  args: readonly string[],
  more: Partial<ToolRun> = {},
): Promise<ToolResult> {
  const { ffprobe: file, env } = tools;
  return runThere(host, { file, args, env, timeoutMs: PROBE_TIMEOUT_MS, signal, ...more });
}

/** Has the judge's ffprobe look. */
export function runJudge(
  { host, tools, signal }: Bench,
  args: readonly string[],
  more: Partial<ToolRun> = {},
): Promise<ToolResult> {
  const { ffprobe: file, env } = tools.judge;
  return runThere(host, { file, args, env, timeoutMs: PROBE_TIMEOUT_MS, signal, ...more });
}

async function runThere(host: Host, run: ToolRun): Promise<ToolResult> {
  const result = await runTool(host, run);
  checkThere(run.file);
  return result;
}

/** @throws ToolGoneError */
export function checkThere(file: string): void {
  const problem = whyNotExecutable(file);
  if (problem !== undefined) throw new ToolGoneError(`a tool went away while it was measured: ${problem}`);
}

/** What a step's result depends on, as part of its name in the cache. */
export function toolIdentity({ version, probeVersion, judge }: GateTools): string {
  return `ffmpeg ${version.name}, ffprobe ${probeVersion.name}, judge ${judge.version.name}`;
}
