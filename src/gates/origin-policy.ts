import type { Strategy } from '../ffmpeg/strategy.js';
import { type CommandLine, INPUT, OUTPUT } from './command-line.js';
import type { Facts, StreamFacts } from './measure/facts.js';

const START = ['-y', '-nostdin', '-hide_banner', '-loglevel', 'error'];
const TAKEN = ['-i', `file:${INPUT}`, '-map', '0:v:0?', '-map', '0:a:0?'];
const AAC = ['-c:a', 'aac', '-b:a', '192k', '-profile:a', 'aac_low', '-ar', '48000', '-ac', '2'];
const FIRST_AUDIO = 'asetpts=PTS-STARTPTS,aresample=async=1000:first_pts=0,aformat=channel_layouts=stereo';
const LATER_AUDIO = 'aresample=async=1:first_pts=0,aformat=channel_layouts=stereo';
const END = ['-async', '1', '-movflags', '+faststart', '-sn', '-dn', '-f', 'mp4', `file:${OUTPUT}`];
const TIMESTAMPS = ['-err_detect', 'ignore_err', '-avoid_negative_ts', 'make_zero'];
const X264 = [
  ...['-c:v', 'libx264', '-preset', 'medium', '-crf', '23', '-pix_fmt', 'yuv420p'],
  ...['-x264-params', 'keyint=100:min-keyint=100:scenecut=0'],
];

/** The command lines that this project's policy was measured against. */
const TEMPLATES: Readonly<Record<Strategy, readonly string[]>> = {
  default: [
    ...[...START, '-fflags', '+genpts+discardcorrupt+igndts', ...TIMESTAMPS, '-ss', '1', ...TAKEN],
    ...['-c:v', 'copy', ...AAC, '-filter:a', FIRST_AUDIO, ...END],
  ],
  fallback: [
    ...[...START, '-fflags', '+genpts+discardcorrupt+igndts', ...TIMESTAMPS, ...TAKEN],
    ...['-c:v', 'copy', '-vsync', 'cfr', '-max_interleave_delta', '0'],
    ...[...AAC, '-filter:a', LATER_AUDIO, ...END],
  ],
  transcode: [
    ...[...START, '-fflags', '+genpts+discardcorrupt', ...TIMESTAMPS, ...TAKEN, ...X264],
    ...[...AAC, '-filter:a', LATER_AUDIO, ...END],
  ],
};

/** What the origin's ladder would do with a recording. */
export interface OriginPlan {
  readonly ladder: readonly Strategy[];
  readonly lines: readonly CommandLine[];
  readonly refuses?: string;
}

const TRANSCODED = new Set(['hevc', 'mpeg2video']);

/**
 * The origin's decisions and lines: the first stream of each kind is taken, whether or not it carries data; a probe that
 * fails counts as H.264.
 */
export function originPlan({ streams }: Facts): OriginPlan {
  const first = (kind: string): StreamFacts | undefined => streams.find((stream) => stream.kind === kind);
  const [video, audio] = [first('video'), first('audio')];
  const taken = { ...(video && { video: video.index }), ...(audio && { audio: audio.index }) };
  const lines = (Object.keys(TEMPLATES) as Strategy[]).map((strategy) => ({
    id: `origin/${strategy}`,
    template: TEMPLATES[strategy],
    streams: taken,
  }));
  const codec = video?.codec ?? 'h264';
  if (TRANSCODED.has(codec) || (codec === 'h264' && (video?.bitDepth ?? 8) > 8)) {
    return { ladder: ['transcode'], lines };
  }
  if (codec !== 'h264') return { ladder: [], lines, refuses: `unknown video codec ${codec}` };
  return { ladder: ['default', 'fallback', 'transcode'], lines };
}
