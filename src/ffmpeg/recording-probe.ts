import { inputOptions, inputUrl } from './input-url.js';

/** One stream as ffprobe describes it. What ffprobe does not know is absent. */
export interface ProbedStream {
  /** ffprobe's number for it. Other versions of ffmpeg may number the same recording differently. */
  readonly index: number;
  /** The container's own number, in a transport stream the PID; absent where two streams share it. */
  readonly id?: number;
  readonly kind: 'video' | 'audio' | 'subtitle' | 'data' | 'unknown';
  /** ffmpeg's name of the codec, such as `h264`. */
  readonly codec?: string;
  readonly profile?: string;
  readonly pixelFormat?: string;
  /** Bits of one colour sample. */
  readonly bitDepth?: number;
  readonly width?: number;
  readonly height?: number;
  readonly channels?: number;
  readonly sampleRateHz?: number;
  /** Numbers of the programs it belongs to; empty where the container knows none. */
  readonly programs: readonly number[];
  /** False for a stream that is announced but empty: no codec, no picture size, no channels. */
  readonly carriesData: boolean;
  /** Position on the recording's own time line; can be negative. */
  readonly startMs?: number;
  readonly durationMs?: number;
  /** Where ffprobe was asked to decode: packets that it read, and frames that came out of them. */
  readonly readPackets?: number;
  readonly decodedFrames?: number;
}

/** What ffprobe says of a file. */
export interface RecordingProbe {
  /** ffmpeg's names of the container, such as `mpegts`. */
  readonly format?: string;
  readonly streams: readonly ProbedStream[];
  /** As claimed; can be wild, see `plausibleDuration`. */
  readonly durationMs?: number;
  readonly startMs?: number;
  readonly sizeBytes?: number;
  readonly bitsPerSecond?: number;
}

/** Only what is read below: tags are text from outside, and without bound. */
const STREAM_ENTRIES =
  'stream=index,id,codec_type,codec_name,profile,pix_fmt,bits_per_raw_sample,width,height,channels,sample_rate,start_time,duration';
const OTHER_ENTRIES = [
  'format=format_name,start_time,duration,size,bit_rate',
  'stream_disposition=attached_pic',
  'program=program_num',
  'program_stream=index',
].join(':');

/**
 * ffprobe's arguments to describe a recording, or a finished MP4, as JSON on stdout.
 * @param decodedPackets so many of the first packets, of all streams together, are decoded as well
 */
export function recordingProbeArgs(input: string, decodedPackets?: number): string[] {
  const counts = decodedPackets === undefined ? '' : ',nb_read_packets,nb_read_frames';
  const entries = `${STREAM_ENTRIES}${counts}:${OTHER_ENTRIES}`;
  const output = ['-hide_banner', '-loglevel', 'error', '-show_entries', entries, '-of', 'json=compact=1'];
  const decoding =
    decodedPackets === undefined
      ? []
      : ['-count_packets', '-count_frames', '-read_intervals', `%+#${decodedPackets}`];
  return [...output, ...decoding, ...inputOptions(input), '-i', inputUrl(input)];
}

/**
 * Reads ffprobe's JSON.
 * @returns undefined when the text is not such an answer. An answer without streams is one.
 */
export function readRecordingProbe(json: string): RecordingProbe | undefined {
  const root = record(parse(json));
  const streams = root?.streams;
  if (root === undefined || !Array.isArray(streams)) return undefined;
  const programs = programsByStream(list(root.programs));
  const sharedIds = repeated(streams.map((stream) => whole(record(stream)?.id)));
  const format = record(root.format);
  return known<RecordingProbe>({
    format: text(format?.format_name),
    streams: streams.flatMap((stream) => readStream(record(stream), programs, sharedIds) ?? []),
    durationMs: positive(milliseconds(format?.duration)),
    startMs: milliseconds(format?.start_time),
    sizeBytes: whole(format?.size),
    bitsPerSecond: whole(format?.bit_rate),
  });
}

function readStream(
  stream: Fields | undefined,
  programs: ReadonlyMap<number, readonly number[]>,
  sharedIds: ReadonlySet<number>,
): ProbedStream | undefined {
  const index = whole(stream?.index);
  if (stream === undefined || index === undefined) return undefined;
  const id = whole(stream.id);
  const pixelFormat = text(stream.pix_fmt);
  const facts = {
    kind: kindOf(stream),
    codec: text(stream.codec_name),
    width: positive(whole(stream.width)),
    height: positive(whole(stream.height)),
    channels: positive(whole(stream.channels)),
  };
  return known<ProbedStream>({
    index,
    id: id === undefined || sharedIds.has(id) ? undefined : id,
    ...facts,
    profile: text(stream.profile),
    pixelFormat,
    bitDepth: depthOf(pixelFormat) ?? positive(whole(stream.bits_per_raw_sample)),
    sampleRateHz: positive(whole(stream.sample_rate)),
    programs: programs.get(index) ?? [],
    carriesData: carriesData(facts),
    startMs: milliseconds(stream.start_time),
    durationMs: positive(milliseconds(stream.duration)),
    ...decoded(whole(stream.nb_read_packets), whole(stream.nb_read_frames)),
  });
}

/** ffprobe leaves a count of nothing out. */
function decoded(
  readPackets: number | undefined,
  frames: number | undefined,
): Optional<Required<Pick<ProbedStream, 'readPackets' | 'decodedFrames'>>> {
  return { readPackets, decodedFrames: readPackets === undefined ? undefined : (frames ?? 0) };
}

function carriesData(stream: Optional<Pick<ProbedStream, 'kind' | 'codec' | 'width' | 'channels'>>): boolean {
  if (stream.codec === undefined) return false;
  if (stream.kind === 'video') return stream.width !== undefined;
  if (stream.kind === 'audio') return stream.channels !== undefined;
  return stream.kind !== 'unknown';
}

/** A cover picture is listed as video, and is none. */
function kindOf(stream: Fields): ProbedStream['kind'] {
  const type = stream.codec_type;
  if (type === 'video') return whole(record(stream.disposition)?.attached_pic) === 1 ? 'data' : 'video';
  return type === 'audio' || type === 'subtitle' || type === 'data' ? type : 'unknown';
}

/** The depth in a name such as `yuv420p10le`, `gray12` or `p010le`; 8 in `yuv420p` and `nv12`. */
function depthOf(pixelFormat: string | undefined): number | undefined {
  if (pixelFormat === undefined) return undefined;
  const named = /^(?:yuv[aj]?4\d\dp|gbra?p|gray|ya|p[0-4])(\d\d)(?:[bl]e)?$/.exec(pixelFormat)?.[1];
  if (named !== undefined) return Number(named);
  return /^(?:yuv[aj]?4\d\dp|nv(?:12|21|16|24)|gray|gbra?p)$/.test(pixelFormat) ? 8 : undefined;
}

function programsByStream(programs: readonly unknown[]): Map<number, number[]> {
  const byStream = new Map<number, number[]>();
  for (const program of programs.map(record)) {
    const number = whole(program?.program_num);
    if (number === undefined) continue;
    for (const stream of list(program?.streams)) {
      const index = whole(record(stream)?.index);
      if (index !== undefined) byStream.set(index, [...(byStream.get(index) ?? []), number]);
    }
  }
  return byStream;
}

function repeated(values: readonly (number | undefined)[]): Set<number> {
  const seen = new Set<number>();
  const twice = new Set<number>();
  for (const value of values) {
    if (value === undefined) continue;
    if (seen.has(value)) twice.add(value);
    seen.add(value);
  }
  return twice;
}

type Fields = Readonly<Record<string, unknown>>;
type Optional<T> = { readonly [K in keyof T]: T[K] | undefined };

/** Drops the fields whose value is not known. */
function known<T>(fields: { readonly [K in keyof Required<T>]: T[K] | undefined }): T {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) kept[key] = value;
  return kept as T;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function record(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value !== 'unknown' ? value : undefined;
}

/** ffprobe prints some numbers as numbers, some as text, and ids in hex. */
function whole(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}

/** ffprobe prints seconds with six digits: whole microseconds. */
function milliseconds(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const ms = typeof seconds === 'number' ? Math.round(seconds * 1e6) / 1000 : Number.NaN;
  return Number.isFinite(ms) ? ms : undefined;
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}
