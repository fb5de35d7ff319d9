import type { ProbedStream, RecordingProbe } from './recording-probe.js';
import type { Strategy } from './strategy.js';

/** What to do with a recording. */
export type Decision =
  | {
      readonly kind: 'run';
      /** The rungs that may be tried, in order. */
      readonly ladder: readonly Strategy[];
      readonly streams: StreamChoice;
      readonly reason: string;
    }
  | { readonly kind: 'refuse'; readonly reason: string };

/** The streams that go into the MP4: at most one of each kind, from one program. */
export interface StreamChoice {
  /** ffprobe's absolute stream index. */
  readonly video?: number;
  readonly audio?: number;
  /**
   * The streams' numbers in the container, where known. They select the stream: two versions of ffmpeg can
   * disagree on an index, never on a PID.
   */
  readonly videoId?: number;
  readonly audioId?: number;
}

/** Video that no browser plays as it is, and that ffmpeg decodes. */
const TRANSCODED = new Set(['hevc', 'mpeg2video', 'mpeg1video', 'mpeg4', 'vc1']);

/** Audio that ffmpeg decodes; all of it becomes AAC. */
const DECODED = new Set(
  ['aac', 'aac_latm', 'ac3', 'eac3', 'mp2', 'mp3', 'dts', 'truehd', 'opus', 'vorbis', 'flac'].concat([
    'pcm_s16be',
    'pcm_s16le',
    'pcm_s24le',
    'pcm_bluray',
    'pcm_dvd',
    's302m',
  ]),
);

/**
 * Chooses streams and ladder. H.264 of 8 bits is copied (and encoded anew only when that fails); HEVC, MPEG-2 and
 * H.264 of any other depth are encoded anew; what is not known is refused, never assumed.
 */
export function decide(probe: RecordingProbe): Decision {
  const { video, audio } = choose(probe.streams);
  if (video === undefined && audio === undefined) return refuse(nothingPlayable(probe.streams));
  if (audio !== undefined && !DECODED.has(audio.codec ?? '')) {
    return refuse(`unknown audio codec ${audio.codec ?? ''}`);
  }
  if (video === undefined) {
    return run(['default', 'fallback'], { audio }, 'no video carries data: audio only');
  }
  const { codec = '' } = video;
  if (codec !== 'h264') {
    if (!TRANSCODED.has(codec)) return refuse(`unknown video codec ${codec}`);
    return run(['transcode'], { video, audio }, `${codec} video is encoded anew`);
  }
  if (video.bitDepth === undefined) {
    return run(['transcode'], { video, audio }, 'h264 video of unknown bit depth is encoded anew');
  }
  if (video.bitDepth !== 8) {
    return run(['transcode'], { video, audio }, `h264 video of ${video.bitDepth} bits is encoded anew`);
  }
  return run(['default', 'fallback', 'transcode'], { video, audio }, 'h264 video of 8 bits is copied');
}

interface Choice {
  readonly video?: ProbedStream | undefined;
  readonly audio?: ProbedStream | undefined;
}

/** The best stream of each kind from the first program that has the most kinds; video alone beats audio alone. */
function choose(streams: readonly ProbedStream[]): Choice {
  const choices = byProgram(streams.filter((stream) => stream.carriesData)).map((members) => ({
    video: preferred(members, 'video', (codec) => codec === 'h264' || TRANSCODED.has(codec)),
    audio: preferred(members, 'audio', (codec) => DECODED.has(codec)),
  }));
  const worth = ({ video, audio }: Choice): number => (video ? 2 : 0) + (audio ? 1 : 0);
  return choices.reduce<Choice>((best, choice) => (worth(choice) > worth(best) ? choice : best), {});
}

/** Programs in the order of the recording; streams that belong to none are one more. */
function byProgram(streams: readonly ProbedStream[]): ProbedStream[][] {
  const numbers = new Set(streams.flatMap((stream) => stream.programs));
  const groups = [...numbers].map((number) => streams.filter((stream) => stream.programs.includes(number)));
  return [...groups, streams.filter((stream) => stream.programs.length === 0)];
}

/** The first stream of the kind whose codec can be handled, else the first: its codec is named when refused. */
function preferred(
  streams: readonly ProbedStream[],
  kind: ProbedStream['kind'],
  handled: (codec: string) => boolean,
): ProbedStream | undefined {
  const candidates = streams.filter((stream) => stream.kind === kind);
  return candidates.find((stream) => handled(stream.codec ?? '')) ?? candidates[0];
}

function run(ladder: readonly Strategy[], { video, audio }: Choice, reason: string): Decision {
  const streams: StreamChoice = {
    ...(video && { video: video.index, ...(video.id !== undefined && { videoId: video.id }) }),
    ...(audio && { audio: audio.index, ...(audio.id !== undefined && { audioId: audio.id }) }),
  };
  return { kind: 'run', ladder, streams, reason };
}

function refuse(reason: string): Decision {
  return { kind: 'refuse', reason };
}

function nothingPlayable(streams: readonly ProbedStream[]): string {
  const announced = streams.filter((stream) => stream.kind === 'video' || stream.kind === 'audio').length;
  if (announced === 0) return 'nothing playable: the recording has neither video nor audio';
  return `nothing playable: ${announced} video and audio streams are announced, none carries data`;
}
