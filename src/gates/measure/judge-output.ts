import type { StreamChoice } from '../../ffmpeg/decision.js';
import { durationsAgree } from '../../ffmpeg/duration-tolerance.js';
import { readRecordingProbe, recordingProbeArgs } from '../../ffmpeg/recording-probe.js';
import { type Bench, runJudge } from './bench.js';
import { measureOutput } from './durations.js';
import { decodedFrameMs, measureSeeks, type Seek } from './seeks.js';
import type { Truth } from './truth.js';

/** What a complete MP4 of the recording has. */
export interface Expected extends Truth {
  /** By the packets of the streams that were taken; undefined where none tells. */
  readonly durationMs: number | undefined;
  /** The streams that were taken belong together. */
  readonly oneProgram: boolean;
}

/** What an MP4 really is, by looking into it. */
export interface Judgement {
  /** Codecs of its streams. */
  readonly video?: string;
  readonly audio?: string;
  readonly durationMs?: number;
  /** Longer (positive) or shorter than the packets of the recording say. */
  readonly deltaMs?: number;
  readonly seeks: readonly Seek[];
  /** Half sentences, such as `no video`; empty where the output is right. */
  readonly wrongs: readonly string[];
}

export interface JudgeOptions {
  /** The places that are sought, in per cent of the whole; they take the most time. */
  readonly seekPercents: readonly number[];
}

/** Judges an MP4 by decoding it: the streams that carry data, the duration that the packets say, and seeks. */
export async function judgeOutput(
  bench: Bench,
  file: string,
  expected: Expected,
  options: JudgeOptions,
): Promise<Judgement> {
  const described = await runJudge(bench, recordingProbeArgs(file));
  const probe = described.exit === '0' ? readRecordingProbe(described.stdout) : undefined;
  const alive = probe?.streams.filter(({ carriesData }) => carriesData) ?? [];
  const video = alive.find(({ kind }) => kind === 'video');
  const audio = alive.find(({ kind }) => kind === 'audio');
  if (video === undefined && audio === undefined) return { seeks: [], wrongs: ['an output without streams'] };
  const streams: StreamChoice = {
    ...(video && { video: video.index }),
    ...(audio && { audio: audio.index }),
  };
  const { durationMs, framesMs } = await measureOutput(bench, file, streams);
  const deltaMs =
    durationMs === undefined || expected.durationMs === undefined
      ? undefined
      : Math.round(durationMs - expected.durationMs);
  const canSeek = durationMs !== undefined && framesMs.length > 0;
  const seeks = canSeek
    ? await measureSeeks(bench, file, { durationMs, framesMs }, options.seekPercents)
    : [];
  const sought = options.seekPercents.length > 0;
  const found = { video: video !== undefined, audio: audio !== undefined };
  const wrongs = [
    ...streamWrongs(expected, found),
    ...durationWrongs(durationMs, expected.durationMs),
    ...(sought ? seekWrongs(seeks) : []),
    ...(video && audio && sought && !(await hears(bench, file, audio.index))
      ? ['audio that does not decode']
      : []),
  ];
  return {
    ...(video?.codec !== undefined && { video: video.codec }),
    ...(audio?.codec !== undefined && { audio: audio.codec }),
    ...(durationMs !== undefined && { durationMs }),
    ...(deltaMs !== undefined && { deltaMs }),
    seeks,
    wrongs,
  };
}

function streamWrongs(expected: Expected, found: Truth): string[] {
  return [
    ...(expected.video && !found.video ? ['no video'] : []),
    ...(expected.audio && !found.audio ? ['no audio'] : []),
    ...(expected.oneProgram ? [] : ['streams of two programs']),
  ];
}

function durationWrongs(durationMs: number | undefined, expectedMs: number | undefined): string[] {
  if (durationMs === undefined) return ['no duration'];
  if (expectedMs === undefined || durationsAgree(durationMs, expectedMs)) return [];
  const [is, should] = [durationMs, expectedMs].map((ms) => (ms / 1000).toFixed(2));
  return [`${is} s instead of ${should} s`];
}

function seekWrongs(seeks: readonly Seek[]): string[] {
  const failed = seeks.filter(({ landedMs }) => landedMs === undefined).length;
  if (seeks.length === 0) return ['no seek possible'];
  return failed === 0 ? [] : [`${failed} of ${seeks.length} seeks without a frame`];
}

async function hears(bench: Bench, file: string, stream: number): Promise<boolean> {
  return (await decodedFrameMs(bench, file, stream, 0)) !== undefined;
}
