import { type CodecRule, DEFAULT_POLICY, type Flags, type RemuxPolicy } from './policy.js';
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
      /** What the policy wants beside a copy of the video. */
      readonly copyFlags?: Flags;
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

/**
 * Chooses streams and ladder by the policy's codec rules: video is copied (and encoded anew only when that fails) or
 * encoded anew; what no rule knows is refused, never assumed.
 * @param policy the shipped one when absent
 */
export function decide(probe: RecordingProbe, policy: RemuxPolicy = DEFAULT_POLICY): Decision {
  const { codecs } = policy;
  const { video, audio } = choose(probe.streams, codecs);
  if (video === undefined && audio === undefined) return refuse(nothingPlayable(probe.streams));
  if (audio !== undefined && ruleFor(audio, codecs) === undefined) {
    return refuse(`unknown audio codec ${audio.codec ?? ''}`);
  }
  if (video === undefined) {
    return run(['default', 'fallback'], { audio }, 'no video carries data: audio only');
  }
  const rule = ruleFor(video, codecs);
  if (rule === undefined) return refuse(`unknown video codec ${video.codec ?? ''}`);
  const what = `${video.codec} video${depthWords(video, codecs)}`;
  return rule.action === 'copy'
    ? run(['default', 'fallback', 'transcode'], { video, audio }, `${what} is copied`, rule.copyFlags)
    : run(['transcode'], { video, audio }, `${what} is encoded anew`);
}

function ruleFor(stream: ProbedStream, rules: readonly CodecRule[]): CodecRule | undefined {
  return rules.find(
    ({ kind, codec, bitDepth }) =>
      kind === stream.kind &&
      codec === stream.codec &&
      (bitDepth === undefined || bitDepth === stream.bitDepth),
  );
}

/** The depth is told where rules make a difference by it. */
function depthWords({ codec, bitDepth }: ProbedStream, rules: readonly CodecRule[]): string {
  const matters = rules.some(
    (rule) => rule.kind === 'video' && rule.codec === codec && rule.bitDepth !== undefined,
  );
  if (!matters) return '';
  return bitDepth === undefined ? ' of unknown bit depth' : ` of ${bitDepth} bits`;
}

interface Choice {
  readonly video?: ProbedStream | undefined;
  readonly audio?: ProbedStream | undefined;
}

/** The best stream of each kind from the first program that has the most kinds; video alone beats audio alone. */
function choose(streams: readonly ProbedStream[], rules: readonly CodecRule[]): Choice {
  const choices = byProgram(streams.filter((stream) => stream.carriesData)).map((members) => ({
    video: preferred(members, 'video', rules),
    audio: preferred(members, 'audio', rules),
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

/** The first stream of the kind that a rule fits, else the first: its codec is named when refused. */
function preferred(
  streams: readonly ProbedStream[],
  kind: ProbedStream['kind'],
  rules: readonly CodecRule[],
): ProbedStream | undefined {
  const candidates = streams.filter((stream) => stream.kind === kind);
  return candidates.find((stream) => ruleFor(stream, rules) !== undefined) ?? candidates[0];
}

function run(
  ladder: readonly Strategy[],
  { video, audio }: Choice,
  reason: string,
  copyFlags?: Flags,
): Decision {
  const streams: StreamChoice = {
    ...(video && { video: video.index, ...(video.id !== undefined && { videoId: video.id }) }),
    ...(audio && { audio: audio.index, ...(audio.id !== undefined && { audioId: audio.id }) }),
  };
  return { kind: 'run', ladder, streams, reason, ...(copyFlags && { copyFlags }) };
}

function refuse(reason: string): Decision {
  return { kind: 'refuse', reason };
}

function nothingPlayable(streams: readonly ProbedStream[]): string {
  const announced = streams.filter((stream) => stream.kind === 'video' || stream.kind === 'audio').length;
  if (announced === 0) return 'nothing playable: the recording has neither video nor audio';
  return `nothing playable: ${announced} video and audio streams are announced, none carries data`;
}
