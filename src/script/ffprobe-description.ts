import type { FakeMedia } from './fake-media.js';
import type { Recording } from './plan.js';
import { STREAM_PIDS } from './stream-pids.js';

/** A section of ffprobe's output: its fields in order. */
export type Section = Readonly<Record<string, string | number | Readonly<Record<string, string | number>>>>;

/** All that ffprobe could say of a file. */
export interface Description {
  readonly programs: readonly { readonly fields: Section; readonly streams: readonly Section[] }[];
  readonly streams: readonly Section[];
  readonly format: Section;
  /** Time line of the packets. */
  readonly startMs: number;
  readonly durationMs: number;
}

/** A transport stream begins where its clock happened to be. */
const RECORDING_START_MS = 1400;
const PROGRAM_NUMBER = 1;

/** What ffprobe 5.1 says of an Enigma2 recording; of one that was split, the clock goes on in each part. */
export function describeRecording(path: string, recording: Recording, offsetMs = 0): Description {
  const { claimedDurationMs, durationMs, sizeBytes } = recording;
  const claimedMs = claimedDurationMs === undefined ? durationMs : claimedDurationMs;
  const startMs = RECORDING_START_MS + offsetMs;
  const time = { startMs, durationMs: claimedMs };
  const streams = [
    ...(recording.video === undefined ? [] : [{ kind: 'video' as const, codec: recording.video }]),
    ...(recording.audio === undefined ? [] : [{ kind: 'audio' as const, codec: recording.audio }]),
  ].map(({ kind, codec }, index): Section => {
    const id = `0x${STREAM_PIDS[kind].toString(16)}`;
    const common = { ...time, codec, index, id, tag: '[27][0][0][0]', timeBase: 90_000 };
    return kind === 'video'
      ? videoStream({ ...common, pixelFormat: recording.pixelFormat })
      : audioStream(common);
  });
  const fields = {
    program_id: PROGRAM_NUMBER,
    program_num: PROGRAM_NUMBER,
    nb_streams: streams.length,
    pmt_pid: 32,
    pcr_pid: recording.video === undefined ? STREAM_PIDS.audio : STREAM_PIDS.video,
  };
  return {
    programs: [{ fields, streams }],
    streams,
    format: {
      filename: path,
      nb_streams: streams.length,
      nb_programs: 1,
      format_name: 'mpegts',
      format_long_name: 'MPEG-TS (MPEG-2 Transport Stream)',
      ...totals({ ...time, sizeBytes }),
      probe_score: 50,
    },
    startMs,
    durationMs,
  };
}

/** What ffprobe 5.1 says of an MP4. */
export function describeMedia(path: string, sizeBytes: number, media: FakeMedia): Description {
  const time = { startMs: 0, durationMs: media.durationMs };
  const streams = [
    ...(media.video === undefined ? [] : [{ kind: 'video' as const, codec: media.video }]),
    ...(media.audio === undefined ? [] : [{ kind: 'audio' as const, codec: media.audio }]),
  ].map(({ kind, codec }, index): Section => {
    const common = {
      ...time,
      codec,
      index,
      id: `0x${(index + 1).toString(16)}`,
      tag: 'avc1',
      timeBase: 90_000,
    };
    return kind === 'video'
      ? videoStream({ ...common, pixelFormat: 'yuv420p' })
      : audioStream({ ...common, tag: 'mp4a', timeBase: 48_000 });
  });
  return {
    programs: [],
    streams,
    format: {
      filename: path,
      nb_streams: streams.length,
      nb_programs: 0,
      format_name: 'mov,mp4,m4a,3gp,3g2,mj2',
      format_long_name: 'QuickTime / MOV',
      ...(streams.length === 0 ? { size: String(sizeBytes) } : totals({ ...time, sizeBytes })),
      probe_score: 100,
    },
    startMs: 0,
    durationMs: media.durationMs,
  };
}

interface StreamFacts {
  readonly codec: string;
  readonly index: number;
  readonly id: string;
  readonly tag: string;
  /** Ticks per second. */
  readonly timeBase: number;
  readonly startMs: number;
  readonly durationMs: number | null;
}

function videoStream(facts: StreamFacts & { readonly pixelFormat: string }): Section {
  return {
    ...identity(facts, facts.pixelFormat.includes('10') ? 'High 10' : 'High', 'video'),
    ...{ width: 1280, height: 720, coded_width: 1280, coded_height: 720, closed_captions: 0, film_grain: 0 },
    ...{ has_b_frames: 2, sample_aspect_ratio: '1:1', display_aspect_ratio: '16:9' },
    ...{ pix_fmt: facts.pixelFormat, level: 40, color_range: 'tv', field_order: 'progressive', refs: 1 },
    ...{ id: facts.id, r_frame_rate: '50/1', avg_frame_rate: '50/1' },
    ...timing(facts),
    bits_per_raw_sample: facts.pixelFormat.includes('10') ? '10' : '8',
    disposition: DISPOSITION,
  };
}

function audioStream(facts: StreamFacts): Section {
  return {
    ...identity(facts, facts.codec === 'aac' ? 'LC' : undefined, 'audio'),
    ...{
      sample_fmt: 'fltp',
      sample_rate: '48000',
      channels: 2,
      channel_layout: 'stereo',
      bits_per_sample: 0,
    },
    ...{ id: facts.id, r_frame_rate: '0/0', avg_frame_rate: '0/0' },
    ...timing(facts),
    bit_rate: '192000',
    disposition: DISPOSITION,
  };
}

function identity(facts: StreamFacts, profile: string | undefined, kind: string): Section {
  return {
    index: facts.index,
    codec_name: facts.codec,
    codec_long_name: facts.codec.toUpperCase(),
    ...(profile !== undefined && { profile }),
    codec_type: kind,
    codec_tag_string: facts.tag,
    codec_tag: '0x001b',
  };
}

function timing(facts: StreamFacts): Section {
  const ticksPerMs = facts.timeBase / 1000;
  return {
    time_base: `1/${facts.timeBase}`,
    start_pts: Math.round(facts.startMs * ticksPerMs),
    start_time: seconds(facts.startMs),
    ...(facts.durationMs !== null && {
      duration_ts: Math.round(facts.durationMs * ticksPerMs),
      duration: seconds(facts.durationMs),
    }),
  };
}

function totals(facts: {
  readonly startMs: number;
  readonly durationMs: number | null;
  readonly sizeBytes: number;
}): Section {
  const known = facts.durationMs !== null && facts.durationMs > 0 ? facts.durationMs : undefined;
  return {
    start_time: seconds(facts.startMs),
    ...(facts.durationMs !== null && { duration: seconds(facts.durationMs) }),
    size: String(facts.sizeBytes),
    ...(known !== undefined && { bit_rate: String(Math.floor((facts.sizeBytes * 8000) / known)) }),
  };
}

const DISPOSITION = Object.fromEntries(
  `default dub original comment lyrics karaoke forced hearing_impaired visual_impaired clean_effects attached_pic
  timed_thumbnails captions descriptions metadata dependent still_image`
    .split(/\s+/)
    .map((name) => [name, 0]),
);

/** Six digits after the point, as ffprobe prints times. */
export function seconds(ms: number): string {
  return (ms / 1000).toFixed(6);
}
