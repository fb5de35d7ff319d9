import { LineSplitter } from '../base/line-splitter.js';
import type { StreamChoice } from './decision.js';
import { inputOptions, inputUrl } from './input-url.js';

/** Longer lines are none of ours. */
const MAX_LINE_BYTES = 1024;

/** A jump by more than this is taken out of the time line: ffmpeg's `-dts_delta_threshold`, 10 s. */
const MAX_GAP_MS = 10_000;

/** A step back by more than this is taken out as well; ffmpeg's own number. */
const MAX_STEP_BACK_MS = 100;

/** In the order in which every version of ffprobe prints them, whatever the order they are asked for. */
const FIELDS = 'stream_index,pts_time,dts_time,duration_time,flags';

/** ffprobe's arguments to list every packet. It reads the whole file; for {@link PacketDuration}. */
export function packetDurationArgs(input: string, streams: StreamChoice): string[] {
  const chosen = [streams.video, streams.audio].filter((index) => index !== undefined);
  return [
    ...['-hide_banner', '-loglevel', 'error'],
    // One stream can be selected, two can not: then the reader leaves the others out.
    ...(chosen.length === 1 ? ['-select_streams', String(chosen[0])] : []),
    ...['-show_entries', `packet=${FIELDS}`, '-of', 'csv=p=0'],
    ...inputOptions(input),
    ...['-i', inputUrl(input)],
  ];
}

/**
 * Tells how long the MP4 of a recording must be, from the recording's packets: the one source that a wild
 * header, lost signal or a clock that starts anew does not spoil. Follows what ffmpeg does with time stamps
 * in a remux: a gap of up to 10 s stays, a longer one and a step back are closed, and copied video starts at
 * its first key frame. Reads finished MP4 files just as well. Memory does not grow with the recording.
 */
export class PacketDuration {
  readonly #lines: LineSplitter;
  readonly #tracks: ReadonlyMap<number, Track>;
  /** Added to every time stamp, so that jumps vanish. */
  #shiftMs = 0;
  #lastDtsMs: number | undefined;
  #startMs = Number.POSITIVE_INFINITY;
  #endMs = Number.NEGATIVE_INFINITY;

  constructor(streams: StreamChoice) {
    this.#tracks = new Map([
      ...(streams.video === undefined ? [] : [[streams.video, newTrack(true)] as const]),
      ...(streams.audio === undefined ? [] : [[streams.audio, newTrack(false)] as const]),
    ]);
    this.#lines = new LineSplitter(MAX_LINE_BYTES, (line, truncated) => {
      if (!truncated) this.#read(line);
    });
  }

  push(bytes: Uint8Array): void {
    this.#lines.push(bytes);
  }

  /** No bytes follow. */
  end(): void {
    this.#lines.end();
  }

  /** Undefined while no packet of a chosen stream was seen. */
  get durationMs(): number | undefined {
    const durationMs = Math.round((this.#endMs - this.#startMs) * 1000) / 1000;
    return durationMs > 0 && Number.isFinite(durationMs) ? durationMs : undefined;
  }

  #read(line: string): void {
    const packet = readPacket(line);
    const track = packet && this.#tracks.get(packet.stream);
    if (packet === undefined || track === undefined) return;
    const dtsMs = this.#place(track, packet.dtsMs);
    // Without time stamps, a packet follows the one before it.
    const ptsMs = packet.ptsMs === undefined ? dtsMs : packet.ptsMs + this.#shiftMs;
    track.dtsMs = dtsMs;
    track.nextDtsMs = dtsMs + packet.durationMs;
    this.#lastDtsMs = dtsMs;
    if (!track.started) {
      if (track.isVideo && !packet.key) return;
      track.started = true;
      // The muxer lets the earliest decoding time be zero.
      this.#startMs = Math.min(this.#startMs, dtsMs, ptsMs);
    }
    this.#endMs = Math.max(this.#endMs, ptsMs + packet.durationMs);
  }

  /** The packet's decoding time on a time line without jumps. */
  #place(track: Track, rawDtsMs: number | undefined): number {
    const expectedMs = track.nextDtsMs ?? this.#lastDtsMs;
    if (rawDtsMs === undefined) return expectedMs ?? 0;
    const dtsMs = rawDtsMs + this.#shiftMs;
    if (expectedMs === undefined) return dtsMs;
    const steppedBack = track.dtsMs !== undefined && dtsMs + MAX_STEP_BACK_MS < track.dtsMs;
    if (Math.abs(dtsMs - expectedMs) <= MAX_GAP_MS && !steppedBack) return dtsMs;
    this.#shiftMs -= dtsMs - expectedMs;
    return expectedMs;
  }
}

interface Track {
  readonly isVideo: boolean;
  /** A packet of it goes into the MP4. */
  started: boolean;
  dtsMs: number | undefined;
  nextDtsMs: number | undefined;
}

function newTrack(isVideo: boolean): Track {
  return { isVideo, started: false, dtsMs: undefined, nextDtsMs: undefined };
}

export interface Packet {
  readonly stream: number;
  readonly ptsMs: number | undefined;
  readonly dtsMs: number | undefined;
  readonly durationMs: number;
  readonly key: boolean;
}

/** Reads a row such as `0,1.466733,N/A,0.033367,K_`. Rows of other things (side data) are none of ours. */
export function readPacket(row: string): Packet | undefined {
  const [index = '', ptsTime, dtsTime, durationTime, flags = ''] = row.split(',', 5);
  if (!/^\d{1,6}$/.test(index)) return undefined;
  const durationMs = milliseconds(durationTime) ?? 0;
  return {
    stream: Number(index),
    ptsMs: milliseconds(ptsTime),
    dtsMs: milliseconds(dtsTime),
    durationMs: Math.max(0, durationMs),
    key: flags.startsWith('K'),
  };
}

function milliseconds(seconds: string | undefined): number | undefined {
  const ms = seconds === undefined || seconds === '' ? Number.NaN : Number(seconds) * 1000;
  return Number.isFinite(ms) ? ms : undefined;
}
