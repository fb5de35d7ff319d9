import type { StreamChoice } from './decision.js';
import { type InputSource, inputOptions, inputUrl } from './input-url.js';
import type { Strategy } from './strategy.js';

/** One run of ffmpeg: what it reads, what it writes, and which streams it takes. */
export interface RemuxRequest {
  /** A path, a URL as `inputUrl` knows them, or a list of parts. */
  readonly input: InputSource;
  /** A path. Whatever is there is overwritten: the supervisor gives a name that it has taken for itself. */
  readonly output: string;
  readonly streams: StreamChoice;
}

/**
 * ffmpeg's arguments for one rung. They start from the origin's three command lines and differ where those
 * harm real captures (measured on 2018-git, 5.1.9 and 7.1):
 *
 * - no `-ss 1`: it costs a second of every recording, and all of a short one;
 * - no `discardcorrupt`: it throws away all video of captures that play;
 * - chosen streams instead of `0:v:0?` and `0:a:0?`, which pick streams that are announced but empty;
 * - no `first_pts=0` and no `asetpts`: they pad hours of silence where programs have different clocks, and
 *   move audio against the video;
 * - no `-async`, `-vsync`, `-fps_mode`: each is unknown to one of the versions.
 */
export function remuxArgs(strategy: Strategy, request: RemuxRequest): string[] {
  const { input, output, streams } = request;
  return [
    ...['-y', '-nostdin', '-hide_banner', '-nostats', '-progress', 'pipe:1'],
    // Warnings decide about the next rung, and the level tells them from errors.
    ...['-loglevel', '+level+warning'],
    ...TIMESTAMPS[strategy],
    ...['-err_detect', 'ignore_err'],
    ...inputOptions(input),
    ...['-i', inputUrl(input)],
    ...mapped(streams.video, streams.videoId),
    ...mapped(streams.audio, streams.audioId),
    ...['-map_chapters', '-1'],
    ...(streams.video === undefined ? [] : VIDEO[strategy]),
    ...(streams.audio === undefined ? [] : audio(strategy)),
    // Programs whose clock is hours away from the rest start at zero as well.
    ...['-avoid_negative_ts', 'make_zero'],
    // Audio that starts long before the first key frame would overflow the default queue of old versions.
    ...['-max_muxing_queue_size', '1024'],
    ...['-movflags', '+faststart', '-f', 'mp4', `file:${output}`],
  ];
}

/** What is done about timestamps before anything else sees them. */
const TIMESTAMPS: Record<Strategy, readonly string[]> = {
  default: ['-fflags', '+genpts'],
  // Decoding times that contradict each other are thrown away and made anew from presentation times.
  fallback: ['-fflags', '+genpts+igndts'],
  transcode: ['-fflags', '+genpts'],
};

const VIDEO: Record<Strategy, readonly string[]> = {
  default: ['-c:v', 'copy'],
  fallback: ['-c:v', 'copy'],
  transcode: [
    ...['-c:v', 'libx264', '-preset', 'medium', '-crf', '23', '-pix_fmt', 'yuv420p'],
    ...['-x264-params', 'keyint=100:min-keyint=100:scenecut=0'],
  ],
};

/** Always AAC, stereo, 48 kHz. The default rung stretches audio over small errors, the others cut and pad. */
function audio(strategy: Strategy): string[] {
  const stretch = strategy === 'default' ? 1000 : 1;
  return [
    ...['-c:a', 'aac', '-b:a', '192k', '-ar', '48000', '-ac', '2'],
    ...['-filter:a', `aresample=async=${stretch}`],
  ];
}

function mapped(index: number | undefined, id: number | undefined): string[] {
  if (index === undefined) return [];
  return ['-map', id === undefined ? `0:${index}` : `0:i:0x${id.toString(16)}`];
}

/** Where the chosen streams stand in the MP4. */
export function outputStreams(chosen: StreamChoice): StreamChoice {
  if (chosen.video === undefined) return chosen.audio === undefined ? {} : { audio: 0 };
  return chosen.audio === undefined ? { video: 0 } : { video: 0, audio: 1 };
}
