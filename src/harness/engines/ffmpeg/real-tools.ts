import { realpathSync } from 'node:fs';
import { execa } from 'execa';
import { readFfmpegVersion } from '../../../ffmpeg/ffmpeg-version.js';
import { type FindToolsOptions, findTools, type Tool, type Tools } from '../../../node/find-tools.js';

/** One real ffmpeg with its ffprobe. */
export interface RealTools {
  readonly ffmpeg: Tool;
  readonly ffprobe: Tool;
  /** As it names itself: `5.1.9-0+deb12u1`, `N-47683-g0e8eb07980-static`. */
  readonly version: string;
}

/** What `-version` needs at most; a machine under load needs most of it. */
const ANSWER_BOUND_MS = 20_000;

/**
 * All that this machine has: the one on PATH, and the packaged one. Whoever names one, by an option or in the environment,
 * gets that one alone.
 * @returns no tools, and the problems, where none can be used
 * @throws ToolNotFoundError when what was named cannot be executed
 */
export async function findRealTools(
  options: FindToolsOptions,
  find: (options: FindToolsOptions) => Promise<Tools> = findTools,
): Promise<{ readonly tools: readonly RealTools[]; readonly problems: readonly string[] }> {
  const { env = process.env } = options;
  const named = [options.ffmpeg, options.ffprobe, env.STALLPROOF_FFMPEG, env.STALLPROOF_FFPROBE];
  const isNamed = named.some((name) => name !== undefined && name !== '');
  const packagedAlone = { ...env, PATH: '', STALLPROOF_FFMPEG: '', STALLPROOF_FFPROBE: '' };
  const places = isNamed ? [options] : [options, { env: packagedAlone }];
  const problems: string[] = [];
  const found = new Map<string, RealTools>();
  for (const place of places) {
    try {
      const tools = await find(place);
      const file = realpathSync(tools.ffmpeg.path);
      if (!found.has(file)) found.set(file, { ...tools, version: await versionOf(tools.ffmpeg) });
    } catch (error) {
      if (isNamed) throw error;
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { tools: [...found.values()], problems };
}

async function versionOf({ path, env }: Tool): Promise<string> {
  const { stdout } = await execa(path, ['-version'], { env, timeout: ANSWER_BOUND_MS, stdin: 'ignore' });
  const version = readFfmpegVersion(stdout);
  if (version === undefined) throw new Error(`${path} does not tell its version`);
  return version.name;
}
