import { inputUrl, isRemote } from './input-url.js';

/** One part of a recording that was split. */
export interface ListedPart {
  /** Absolute path. */
  readonly path: string;
  /** From its start to that of the next part, ms; undefined where nothing tells, and ffmpeg then guesses. */
  readonly lengthMs: number | undefined;
}

/** ffmpeg 4 reads lines of the list into 4 KiB and cuts off what is longer. */
const MAX_LINE_LENGTH = 4000;

/**
 * Why a part cannot stand in a list: its line would end in the middle, or mean something else.
 * @returns half a sentence, or undefined when it can
 */
export function listProblem(path: string): string | undefined {
  // ffmpeg ends a line at either; there is no escape for them.
  if (/[\n\r\0]/.test(path)) return 'has a line break in its name, which no list of parts can hold';
  if (isRemote(path)) return 'is no file: only files are joined';
  return fileLine(path).length > MAX_LINE_LENGTH ? 'has too long a path for a list of parts' : undefined;
}

/**
 * The list that ffmpeg's concat demuxer plays as one recording. With `streamIds`, the numbers of streams in their
 * container, it plays those alone, in this order, wherever they stand in each part; without, parts are matched by the
 * order of their streams.
 * @throws when a part cannot be listed: see `listProblem`
 */
export function concatList(parts: readonly ListedPart[], streamIds: readonly number[] = []): string {
  const lines = [
    'ffconcat version 1.0',
    ...streamIds.flatMap((id) => ['stream', `exact_stream_id 0x${id.toString(16)}`]),
    ...parts.flatMap(({ path, lengthMs }) => {
      const problem = listProblem(path);
      if (problem !== undefined) throw new Error(`a part of the recording ${problem}`);
      return [
        fileLine(path),
        ...(lengthMs === undefined ? [] : [`duration ${(lengthMs / 1000).toFixed(6)}`]),
      ];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

/** Within quotes everything stands for itself but the quote, which is closed, escaped and opened again. */
function fileLine(path: string): string {
  return `file '${inputUrl(path).replaceAll("'", "'\\''")}'`;
}
