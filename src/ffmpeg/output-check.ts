import { formatDuration } from '../base/duration.js';
import { durationsAgree } from './duration-tolerance.js';
import { inputOptions, inputUrl } from './input-url.js';
import type { ProbedStream, RecordingProbe } from './recording-probe.js';

/** What the recording promises of its MP4. */
export interface Promised {
  /** Undefined where nothing tells. */
  readonly durationMs?: number | undefined;
  readonly video: boolean;
  readonly audio: boolean;
}

export type OutputCheck =
  | {
      readonly ok: true;
      /** False where the recording promises no duration. */
      readonly durationChecked: boolean;
      readonly durationMs?: number;
    }
  | {
      readonly ok: false;
      /** Half a sentence: `the output has no audio`. */
      readonly why: string;
      /** Only the durations disagree, and headers can lie: the packets of both files know better. */
      readonly packetsDecide: boolean;
    };

/**
 * Judges a finished MP4 by a probe of it: readable, the promised streams there, and as long as promised
 * within 1 % or 0.2 s. An exit code of 0 says none of that.
 * @param measuredMs the output's duration by its packets (`PacketDuration`), if somebody looked; it overrules
 *   the header, in which the 2018 build counts pictures before the first key frame that no player shows.
 */
export function checkOutput(
  output: RecordingProbe | undefined,
  promised: Promised,
  measuredMs?: number | undefined,
): OutputCheck {
  if (output === undefined) return refuse('the output cannot be read');
  for (const kind of ['video', 'audio'] as const) {
    const there = output.streams.some((stream) => stream.kind === kind && stream.carriesData);
    if (promised[kind] && !there) return refuse(`the output has no ${kind}`);
  }
  if (output.streams.some(showsNothing)) return refuse('the video of the output does not decode');
  const durationMs = measuredMs ?? headerDurationMs(output);
  if (durationMs === undefined) return refuse('the output does not say how long it is', true);
  if (promised.durationMs === undefined) return { ok: true, durationChecked: false, durationMs };
  if (durationsAgree(durationMs, promised.durationMs)) return { ok: true, durationChecked: true, durationMs };
  const [is, should] = [formatDuration(durationMs), formatDuration(promised.durationMs)];
  return refuse(`the output lasts ${is}, the recording ${should}`, measuredMs === undefined);
}

/** Packets were read and no picture came of them: the copy of a recording that ends before its first whole picture. */
function showsNothing({ kind, readPackets = 0, decodedFrames }: ProbedStream): boolean {
  return kind === 'video' && readPackets > 0 && decodedFrames === 0;
}

/**
 * ffmpeg's arguments to decode the first pictures of an MP4 as browsers do: it exits with an error at the first that a
 * decoder would have to conceal. One thread, or what is concealed is a matter of luck.
 */
export function strictDecodingArgs(output: string, pictures: number): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-loglevel', 'error', '-xerror'],
    ...['-threads', '1', '-err_detect', 'explode', ...inputOptions(output), '-i', inputUrl(output)],
    ...['-map', '0:v:0', '-frames:v', String(pictures), '-f', 'null', '-'],
  ];
}

function refuse(why: string, packetsDecide = false): OutputCheck {
  return { ok: false, why, packetsDecide };
}

/**
 * The end of the stream that ends last. The 2018 build writes the longest stream's own length as the file's,
 * without the time before its start.
 */
function headerDurationMs(output: RecordingProbe): number | undefined {
  const streams = output.streams.filter(({ kind }) => kind === 'video' || kind === 'audio');
  const ends = streams.flatMap(({ startMs = 0, durationMs }) =>
    durationMs === undefined ? [] : [startMs + durationMs],
  );
  return ends.length > 0 && ends.length === streams.length ? Math.max(...ends) : output.durationMs;
}
