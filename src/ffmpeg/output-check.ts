import { formatDuration } from '../base/duration.js';
import { durationsAgree } from './duration-tolerance.js';
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
 * Compares what ffprobe decoded of an output with what it decoded strictly: pictures that are concealed are damage, and a
 * browser gives up at the first.
 * @returns half a sentence, or undefined where nothing was concealed
 */
export function damageOf(tolerant: RecordingProbe, strict: RecordingProbe): string | undefined {
  const framesOf = ({ streams }: RecordingProbe): number =>
    streams.reduce((sum, { kind, decodedFrames = 0 }) => sum + (kind === 'video' ? decodedFrames : 0), 0);
  const concealed = framesOf(tolerant) - framesOf(strict);
  return concealed > 0 ? `the video of the output is damaged: ${concealed} of its first pictures` : undefined;
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
