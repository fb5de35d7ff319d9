import { type Bench, runFfmpeg } from './bench.js';

/** Where a reviewer clicks, in per cent of the whole: forth and back, as the origin asks for. */
export const SEEK_PERCENTS = [0, 50, 90, 25, 75, 10, 60, 95, 30, 80] as const;

export interface Seek {
  readonly percent: number;
  readonly atMs: number;
  /** How far from that place the decoded frame stands, later being positive; undefined where none was decoded. */
  readonly landedMs?: number;
}

/**
 * A picture stays on the screen until the next one, and the last one to the end of the sound. A file that goes on for
 * longer than this without a picture is not complete there.
 */
const PICTURE_HOLDS_MS = 2_000;

/**
 * Seeks to each place with a new ffmpeg, as a player would, and has the frame decoded that is on the screen there.
 * Success is a frame that came out, not silence on stderr.
 * @param span how long the file is, and when the frames of its first stream are shown, in order
 */
export async function measureSeeks(
  bench: Bench,
  file: string,
  span: { readonly durationMs: number; readonly framesMs: readonly number[] },
  percents: readonly number[],
): Promise<Seek[]> {
  const { durationMs, framesMs } = span;
  const seeks: Seek[] = [];
  for (const percent of percents) {
    const atMs = Math.round((durationMs * percent) / 100);
    const shownMs = framesMs.findLast((ms) => ms <= atMs) ?? atMs;
    const askedMs = atMs - shownMs <= PICTURE_HOLDS_MS ? shownMs : atMs;
    // A millisecond before it: ffmpeg drops what stands before the place asked for.
    const behindMs = await decodedFrameMs(bench, file, 0, Math.max(0, askedMs - 1));
    const landedMs = behindMs === undefined ? undefined : Math.round(askedMs + behindMs - atMs);
    seeks.push({ percent, atMs, ...(landedMs !== undefined && { landedMs }) });
  }
  return seeks;
}

/** How one frame is decoded. Places are those of the film's own time line, wherever its first stream begins. */
export const SEEK_LINE = [
  ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-seek_timestamp', '1', '-ss', 'AT', '-i', 'FILE'],
  ...['-map', 'STREAM', '-frames', '1', '-f', 'framecrc', 'pipe:1'],
];

/**
 * Decodes one frame of a stream from a place on.
 * @returns how far behind that place it stands; undefined when none came out
 */
export async function decodedFrameMs(
  bench: Bench,
  file: string,
  stream: number,
  atMs: number,
): Promise<number | undefined> {
  const filled = new Map([
    ['AT', (atMs / 1000).toFixed(3)],
    ['FILE', `file:${file}`],
    ['STREAM', `0:${stream}`],
  ]);
  const { stdout } = await runFfmpeg(
    bench,
    SEEK_LINE.map((arg) => filled.get(arg) ?? arg),
  );
  return firstFrameMs(stdout);
}

/** Reads the first row of ffmpeg's `framecrc`: stream, dts, pts, duration, size, checksum. */
export function firstFrameMs(framecrc: string): number | undefined {
  const [, over = '1', under = '1'] = /^#tb 0: (\d+)\/(\d+)$/m.exec(framecrc) ?? [];
  const pts = /^0, +-?\d+, +(-?\d+), +\d+, +[1-9]\d*, /m.exec(framecrc)?.[1];
  return pts === undefined ? undefined : Math.round((Number(pts) * 1000 * Number(over)) / Number(under));
}
