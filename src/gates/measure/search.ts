import { inputUrl } from '../../ffmpeg/input-url.js';
import type { Recording } from '../recordings.js';
import { type Bench, runFfmpeg, toolIdentity } from './bench.js';
import type { Facts } from './facts.js';
import { firstFrameMs } from './seeks.js';

/** One way to get a frame out of a recording that was refused. */
export interface SearchTry {
  /** The command line, with `IN` in the place of the file. */
  readonly command: string;
  readonly exit: string;
  readonly frame: boolean;
}

const DEEP = ['-probesize', '500M', '-analyzeduration', '500M'];

/** Ways to open a recording: deeper, more tolerant, less tolerant, with tables read again, by a decoder's name. */
const OPENINGS: readonly (readonly string[])[] = [
  [],
  DEEP,
  [...DEEP, '-fflags', '+genpts+igndts', '-err_detect', 'ignore_err'],
  [...DEEP, '-fflags', '+discardcorrupt'],
  [...DEEP, '-scan_all_pmts', '1', '-merge_pmt_versions', '1'],
];
const DECODERS = {
  video: ['h264', 'hevc', 'mpeg2video'],
  audio: ['mp3float', 'aac', 'ac3', 'eac3'],
} as const;

/** Runs a documented list of command lines over a recording, each of which would be pleased with one frame. */
export function searchForFrames(
  bench: Bench,
  file: string,
  recording: Recording,
  facts: Facts,
): Promise<SearchTry[]> {
  const commands = searchCommands(facts);
  const key = ['search', recording.sha256, toolIdentity(bench.tools), commands];
  return bench.cache.step(key, async () => {
    const tries: SearchTry[] = [];
    for (const args of commands) {
      const real = args.map((arg) => (arg === 'IN' ? inputUrl(file) : arg));
      const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error'];
      const { exit, stdout } = await runFfmpeg(bench, [...quiet, ...real]);
      tries.push({ command: ['ffmpeg', ...args].join(' '), exit, frame: firstFrameMs(stdout) !== undefined });
    }
    return tries;
  });
}

function searchCommands({ streams }: Facts): string[][] {
  const wanted = streams.filter(({ kind }) => kind === 'video' || kind === 'audio');
  // Where nothing is announced, ffmpeg is asked for whatever it can find.
  const maps = wanted.length > 0 ? wanted.map(({ index }) => `0:${index}`) : ['0:v:0', '0:a:0'];
  const opened = OPENINGS.flatMap((opening) => maps.map((map) => decodeOne(opening, map)));
  const forced = wanted.flatMap(({ index, kind }) =>
    DECODERS[kind === 'video' ? 'video' : 'audio'].map((decoder) =>
      decodeOne([...DEEP, `-c:${index}`, decoder], `0:${index}`),
    ),
  );
  return [...opened, ...forced];
}

function decodeOne(opening: readonly string[], map: string): string[] {
  return [...opening, '-i', 'IN', '-map', map, '-frames', '1', '-f', 'framecrc', 'pipe:1'];
}
