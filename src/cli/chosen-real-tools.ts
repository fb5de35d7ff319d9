import { escapeControl } from '../base/escape.js';
import { findRealTools, type RealTools } from '../harness/engines/ffmpeg/real-tools.js';
import { type Io, printLine } from './io.js';
import type { RunOptions } from './run-options.js';

/** The real ffmpegs to play with; undefined, and one message, when there is none. */
export async function chosenRealTools(
  { ffmpeg, ffprobe }: Pick<RunOptions, 'ffmpeg' | 'ffprobe'>,
  io: Pick<Io, 'env' | 'stderr'>,
  find = findRealTools,
): Promise<readonly RealTools[] | undefined> {
  const { tools, problems } = await find({
    env: io.env,
    ...(ffmpeg !== undefined && { ffmpeg }),
    ...(ffprobe !== undefined && { ffprobe }),
  });
  if (tools.length > 0) return tools;
  printLine(
    io.stderr,
    `stallproof: no real ffmpeg to play with: ${escapeControl(problems[0] ?? 'none was found')}`,
  );
  return undefined;
}
