import { delimiter, join, resolve } from 'node:path';
import { whyNotExecutable } from './executable.js';
import { locatePackaged, makeExecutable } from './packaged-tools.js';

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
  /** Paths given by the user; relative ones start at the working folder. PATH is not searched for them. */
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
  /** Read for `STALLPROOF_FFMPEG`, `STALLPROOF_FFPROBE`, `PATH` and the cache folder. Default: this process's. */
  readonly env?: NodeJS.ProcessEnv;
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
 * @throws ToolNotFoundError when a flag or variable names something that cannot be executed, or nothing is found.
 */
export async function findTools(options: FindToolsOptions): Promise<Tools> {
  const env = options.env ?? process.env;
  return {
    ffmpeg: await find('ffmpeg', options.ffmpeg, env),
    ffprobe: await find('ffprobe', options.ffprobe, env),
  };
}

async function find(name: ToolName, flag: string | undefined, env: NodeJS.ProcessEnv): Promise<Tool> {
  if (flag !== undefined) return named(name, flag, `--${name}`, 'flag');
  const variable = `STALLPROOF_${name.toUpperCase()}`;
  const fromEnvironment = env[variable];
  if (fromEnvironment) return named(name, fromEnvironment, variable, 'environment');
  const onPath = searchPath(name, env.PATH ?? '');
  if (onPath !== undefined) return { path: onPath, origin: 'path', env: {} };
  return packaged(name, variable, env);
}

/** A path that somebody chose: used, or refused, but never replaced by another. */
function named(name: ToolName, given: string, by: string, origin: Tool['origin']): Tool {
  const path = resolve(given);
  const problem = given === '' ? 'an empty path' : whyNotExecutable(path);
  if (problem === undefined) return { path, origin, env: {} };
  throw new ToolNotFoundError(
    name,
    `${by} does not name a usable ${name}: ${problem}. Give the path of an executable file, ` +
      `or leave ${by} out to have PATH and the packaged binary tried.`,
  );
}

/** An empty part of PATH would mean the working folder, which is nobody's intention here. */
function searchPath(name: string, searched: string): string | undefined {
  return searched
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => resolve(join(folder, name)))
    .find((path) => whyNotExecutable(path) === undefined);
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
