import type { FfmpegVersion } from '../../ffmpeg/ffmpeg-version.js';
import type { Host } from '../../host/host.js';
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

export function runFfmpeg(
  bench: Bench,
  args: readonly string[],
  more: Partial<ToolRun> = {},
): Promise<ToolResult> {
  const { host, tools, signal } = bench;
  return runTool(host, {
    file: tools.ffmpeg,
    args,
    env: tools.env,
    timeoutMs: FFMPEG_TIMEOUT_MS,
    signal,
    ...more,
  });
}

export function runFfprobe(
  bench: Bench,
  args: readonly string[],
  more: Partial<ToolRun> = {},
): Promise<ToolResult> {
  const { host, tools, signal } = bench;
  return runTool(host, {
    file: tools.ffprobe,
    args,
    env: tools.env,
    timeoutMs: PROBE_TIMEOUT_MS,
    signal,
    ...more,
  });
}

/** Has the judge's ffprobe look. */
export function runJudge(
  bench: Bench,
  args: readonly string[],
  more: Partial<ToolRun> = {},
): Promise<ToolResult> {
  const { ffprobe: file, env } = bench.tools.judge;
  return runTool(bench.host, { file, args, env, timeoutMs: PROBE_TIMEOUT_MS, signal: bench.signal, ...more });
}

/** What a step's result depends on, as part of its name in the cache. */
export function toolIdentity({ version, probeVersion, judge }: GateTools): string {
  return `ffmpeg ${version.name}, ffprobe ${probeVersion.name}, judge ${judge.version.name}`;
}
