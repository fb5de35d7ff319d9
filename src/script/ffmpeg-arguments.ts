import { ENCODERS, FLAGS, VALUED } from './known-options.js';
import { type LogLevel, readLogLevel } from './log-level.js';
import { STREAM_PIDS } from './stream-pids.js';

/** What a command line asks of ffmpeg, as far as the fake acts on it. */
export interface FfmpegArguments {
  /** The first input as given; undefined when there is none. */
  readonly input: string | undefined;
  /** The last argument; undefined when it is no output. */
  readonly output: string | undefined;
  /** `-f` of the input, such as `concat`. */
  readonly inputFormat: string | undefined;
  readonly outputFormat: string | undefined;
  readonly overwrite: boolean;
  /** Encoder names; undefined: not named, so ffmpeg chooses one. */
  readonly videoEncoder: string | undefined;
  readonly audioEncoder: string | undefined;
  readonly takesVideo: boolean;
  readonly takesAudio: boolean;
  /** Where `-progress` leads; undefined: nowhere. */
  readonly progress: 'stdout' | 'stderr' | undefined;
  /** Whether the line of statistics is printed on stderr. */
  readonly stats: boolean;
  readonly logLevel: LogLevel;
  readonly banner: boolean;
  /** What ffmpeg says before it exits with 1, where it does not like its arguments. */
  readonly problem: string | undefined;
}

const SHOWN_AT_INFO = 32;

/** Reads ffmpeg's arguments. Never fails: see `problem`. */
export function readFfmpegArguments(args: readonly string[]): FfmpegArguments {
  const { named, output, problem } = split(args);
  const all = (name: string): string[] =>
    named.filter((option) => option.name === name).map(({ value }) => value);
  const last = (...names: string[]): string | undefined =>
    named.findLast(({ name }) => names.includes(name))?.value;
  const encoder = (kind: 'v' | 'a', old: string): string | undefined =>
    named.findLast(
      ({ name, specifier }) =>
        name === old ||
        ((name === 'c' || name === 'codec') && (specifier === '' || specifier.startsWith(kind))),
    )?.value;
  const inputAt = named.findIndex(({ name }) => name === 'i');
  const format = (isInput: boolean): string | undefined =>
    named.findLast(({ name }, index) => name === 'f' && index < inputAt === isInput)?.value;
  const logLevel = readLogLevel(last('loglevel', 'v'));
  const videoEncoder = encoder('v', 'vcodec');
  const audioEncoder = encoder('a', 'acodec');
  const unknown = [videoEncoder, audioEncoder].find((name) => name !== undefined && !ENCODERS.has(name));
  return {
    input: all('i')[0],
    output,
    inputFormat: format(true),
    outputFormat: format(false),
    overwrite:
      last('y', 'n') !== undefined &&
      named.findLast(({ name }) => name === 'y' || name === 'n')?.name === 'y',
    videoEncoder,
    audioEncoder,
    takesVideo: all('vn').length === 0 && takes('video', all('map')),
    takesAudio: all('an').length === 0 && takes('audio', all('map')),
    progress: progressTarget(last('progress')),
    stats: all('nostats').length === 0 && (all('stats').length > 0 || logLevel.rank >= SHOWN_AT_INFO),
    logLevel,
    banner: all('hide_banner').length === 0 && logLevel.rank >= SHOWN_AT_INFO,
    problem: problem ?? (unknown === undefined ? undefined : `Unknown encoder '${unknown}'\n`),
  };
}

interface Option {
  readonly name: string;
  /** What follows a colon in the name, such as `v:0`. */
  readonly specifier: string;
  readonly value: string;
}

function split(args: readonly string[]): {
  readonly named: readonly Option[];
  readonly output: string | undefined;
  readonly problem: string | undefined;
} {
  const named: Option[] = [];
  let output: string | undefined;
  let problem: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (!/^-[^-]/.test(arg)) {
      output = arg;
      continue;
    }
    const [name = '', ...specifiers] = arg.slice(1).split(':');
    const specifier = specifiers.join(':');
    if (FLAGS.has(name)) named.push({ name, specifier, value: '' });
    else if (VALUED.has(name)) named.push({ name, specifier, value: args[++i] ?? '' });
    else
      problem ??= `Unrecognized option '${arg.slice(1)}'.\nError splitting the argument list: Option not found\n`;
  }
  if (output === undefined) problem ??= 'At least one output file must be specified\n';
  return { named, output, problem };
}

/** Whether the maps take the stream; without any, ffmpeg takes the best of each kind. */
function takes(kind: keyof typeof STREAM_PIDS, maps: readonly string[]): boolean {
  if (maps.length === 0) return true;
  const index = kind === 'video' ? 0 : 1;
  const pid = STREAM_PIDS[kind];
  return maps.some((map) => {
    const [file = '', first, second] = map.replace(/\?$/, '').split(':');
    if (file.startsWith('-')) return false;
    if (first === undefined) return true;
    if (/^\d+$/.test(first)) return Number(first) === index;
    if (first === 'i' || first.startsWith('#'))
      return Number(first === 'i' ? second : first.slice(1)) === pid;
    return first === 'p' || first.toLowerCase() === kind[0];
  });
}

function progressTarget(url: string | undefined): 'stdout' | 'stderr' | undefined {
  if (url === 'pipe:1' || url === 'pipe:' || url === '-') return 'stdout';
  return url === 'pipe:2' ? 'stderr' : undefined;
}
