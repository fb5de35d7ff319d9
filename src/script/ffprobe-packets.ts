import { type Description, type Section, seconds } from './ffprobe-description.js';

/** One packet stands for a second of media: enough to measure a recording by, and few enough to print. */
const PACKET_MS = 1000;
const MAX_PACKETS_PER_STREAM = 20_000;
const TICKS_PER_MS = 90;

/** The packets of the streams, in order of time, within the intervals that were asked for. */
export function packetsOf(
  description: Description,
  streams: readonly Section[],
  readIntervals: string | undefined,
): Section[] {
  const { startMs, durationMs } = description;
  const { fromMs, toMs, atMost } = interval(readIntervals, startMs);
  const count = Math.min(MAX_PACKETS_PER_STREAM, Math.ceil(durationMs / PACKET_MS));
  // A position behind the end reads the last packet, as seeking in a recording does.
  const first = Math.max(0, Math.min(count - 1, Math.floor((fromMs - startMs) / PACKET_MS)));
  const packets: Section[] = [];
  for (let index = first; index < count && packets.length < atMost; index++) {
    const offsetMs = index * PACKET_MS;
    if (startMs + offsetMs > toMs) break;
    const lengthMs = Math.min(PACKET_MS, durationMs - offsetMs);
    packets.push(...streams.map((stream) => packet(stream, startMs + offsetMs, lengthMs)));
  }
  return packets.slice(0, atMost);
}

function packet(stream: Section, atMs: number, lengthMs: number): Section {
  const ticks = Math.round(atMs * TICKS_PER_MS);
  const time = seconds(atMs);
  return {
    codec_type: String(stream.codec_type),
    stream_index: Number(stream.index),
    pts: ticks,
    pts_time: time,
    dts: ticks,
    dts_time: time,
    duration: Math.round(lengthMs * TICKS_PER_MS),
    duration_time: seconds(lengthMs),
    size: '65531',
    pos: '376',
    flags: 'K_',
  };
}

/** Reads the first of ffprobe's `[START]%[END]` intervals; `+` makes a part relative, `#` counts packets. */
function interval(
  text: string | undefined,
  startMs: number,
): { readonly fromMs: number; readonly toMs: number; readonly atMost: number } {
  const [from = '', to = ''] = text?.split(',')[0]?.split('%') ?? [];
  const fromMs = from === '' ? 0 : Number(from) * 1000 + (from.startsWith('+') ? startMs : 0);
  const count = /^\+?#(\d+)$/.exec(to)?.[1];
  if (count !== undefined) return { fromMs, toMs: Infinity, atMost: Number(count) };
  if (to === '') return { fromMs, toMs: Infinity, atMost: Infinity };
  return {
    fromMs,
    toMs: Number(to) * 1000 + (to.startsWith('+') ? Math.max(fromMs, startMs) : 0),
    atMost: Infinity,
  };
}
