import { resolve } from 'node:path';
import type { Host } from '../host/host.js';
import { createNodeHost } from './host.js';
import { locatePackaged, makeExecutable } from './packaged-tools.js';
import { searchPath } from './search-path.js';
import { whyNotTool } from './why-not-tool.js';

export interface Tool {
  /** Absolute. */
  readonly path: string;
  readonly origin: 'flag' | 'environment' | 'path' | 'package';
  /** What it needs in its environment, on top of the caller's own. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Tools {
  readonly ffmpeg: Tool;
  readonly ffprobe: Tool;
}

export interface FindToolsOptions {
  /** Given by the user: a path, relative ones from the working folder on; or a name without `/`, which PATH is searched for. */
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
  /** Read for `STALLPROOF_FFMPEG`, `STALLPROOF_FFPROBE`, `PATH` and the cache folder. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where tools that somebody named are asked whether they are what they are named. Default: a host of its own. */
  readonly host?: Host;
}

type ToolName = keyof Tools;

/**
 * The packaged builds are static glibc programs, which load character set converters of whatever glibc the
 * machine has, and crash on most recordings. With nothing to load they work.
 */
const PACKAGED_ENV = { GCONV_PATH: '/nonexistent' };

/** No usable binary: says what was looked for, where, and the way out. */
export class ToolNotFoundError extends Error {
  readonly tool: ToolName;

  constructor(tool: ToolName, message: string) {
    super(message);
    this.name = 'ToolNotFoundError';
    this.tool = tool;
  }
}

/**
 * Finds each binary by flag, environment, PATH, and last among the packages from npm; the first place that
 * names one decides.
 * @throws ToolNotFoundError when a flag or variable names something that is no such tool, or nothing is found.
 */
export async function findTools(options: FindToolsOptions): Promise<Tools> {
  const { env = process.env, host = createNodeHost() } = options;
  const [ffmpeg, ffprobe] = await Promise.allSettled([
    find('ffmpeg', options.ffmpeg, { env, host }),
    find('ffprobe', options.ffprobe, { env, host }),
  ]);
  return { ffmpeg: found(ffmpeg), ffprobe: found(ffprobe) };
}

/** Of two problems the first is told, whichever was there first. */
function found(result: PromiseSettledResult<Tool>): Tool {
  if (result.status === 'rejected') throw result.reason;
  return result.value;
}

interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly host: Host;
}

async function find(name: ToolName, flag: string | undefined, around: Surroundings): Promise<Tool> {
  const { env } = around;
  if (flag !== undefined) return named(name, flag, `--${name}`, 'flag', around);
  const variable = `STALLPROOF_${name.toUpperCase()}`;
  const fromEnvironment = env[variable];
  if (fromEnvironment) return named(name, fromEnvironment, variable, 'environment', around);
  const onPath = searchPath(name, env.PATH ?? '');
  if (onPath !== undefined) return { path: onPath, origin: 'path', env: {} };
  return packaged(name, variable, env);
}

/** What somebody chose: used, or refused, but never replaced by another. */
async function named(
  name: ToolName,
  given: string,
  by: string,
  origin: Tool['origin'],
  { env, host }: Surroundings,
): Promise<Tool> {
  const path = given.includes('/') ? resolve(given) : searchPath(given, env.PATH ?? '');
  const problem = path === undefined ? whyNotOnPath(given, env) : await whyNotTool(host, name, path);
  if (path !== undefined && problem === undefined) return { path, origin, env: {} };
  throw new ToolNotFoundError(
    name,
    `${by} does not name a usable ${name}: ${problem}. Give the path of an executable file, ` +
      `or leave ${by} out to have PATH and the packaged binary tried.`,
  );
}

function whyNotOnPath(given: string, { PATH }: NodeJS.ProcessEnv): string {
  if (given === '') return 'an empty path';
  return `no folder of PATH (${PATH || 'empty'}) has an executable ${given}; for a file that is here write ./${given}`;
}

async function packaged(name: ToolName, variable: string, env: NodeJS.ProcessEnv): Promise<Tool> {
  const binary = locatePackaged(name);
  const wayOut = `Install ${name}, or name one with --${name} or ${variable}.`;
  if (binary === undefined) {
    throw new ToolNotFoundError(
      name,
      `no ${name} found: --${name} and ${variable} are not set, no folder of PATH (${env.PATH || 'empty'}) has one, ` +
        `and the package @${name}-installer/${name} has none for ${process.platform}-${process.arch}. ${wayOut}`,
    );
  }
  try {
    return { path: await makeExecutable(binary, env), origin: 'package', env: PACKAGED_ENV };
  } catch (error) {
    throw new ToolNotFoundError(
      name,
      `the packaged ${name} cannot be used: ${(error as Error).message}. ${wayOut}`,
    );
  }
}
