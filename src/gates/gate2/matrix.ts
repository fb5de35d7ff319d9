import type { Facts, StreamFacts } from '../measure/facts.js';
import type { Measured } from '../measure/measure-recording.js';
import { type Share, shareOf } from '../share.js';

/** How often a value of one property was met, a recording counting once. */
export interface MatrixRow {
  readonly property: string;
  readonly value: string;
  readonly share: Share;
}

/** What a recording announces and does not keep. */
export interface Oddity {
  readonly recording: string;
  /** One sentence each. */
  readonly odd: readonly string[];
}

export interface CodecMatrix {
  readonly recordings: number;
  readonly rows: readonly MatrixRow[];
  readonly oddities: readonly Oddity[];
}

interface Property {
  readonly name: string;
  readonly kind: 'video' | 'audio';
  readonly of: (stream: StreamFacts) => string | number | undefined;
}

const PROPERTIES: readonly Property[] = [
  { name: 'video codec', kind: 'video', of: ({ codec }) => codec },
  { name: 'pixel format', kind: 'video', of: ({ pixelFormat }) => pixelFormat },
  { name: 'bit depth', kind: 'video', of: ({ bitDepth }) => bitDepth },
  { name: 'profile', kind: 'video', of: ({ profile }) => profile },
  { name: 'interlacing', kind: 'video', of: interlacing },
  { name: 'audio codec', kind: 'audio', of: ({ codec }) => codec },
  { name: 'channels', kind: 'audio', of: ({ channels }) => channels },
  { name: 'sample rate', kind: 'audio', of: ({ sampleRateHz }) => sampleRateHz },
];

/**
 * Counts codecs and forms over the recordings, by the first stream of each kind that decodes: what a viewer would get.
 * @param measured one row a recording, all by the same binaries
 */
export function codecMatrix(measured: readonly Measured[]): CodecMatrix {
  const rows = PROPERTIES.flatMap(({ name, kind, of }) => {
    const values = measured.map(({ facts }) => {
      const stream = firstAlive(facts, kind);
      return stream === undefined ? `no ${kind}` : String(of(stream) ?? 'not told');
    });
    return [...new Set(values)]
      .map((value) => ({
        property: name,
        value,
        share: shareOf(values.filter((other) => other === value).length, values.length),
      }))
      .sort((a, b) => b.share.count - a.share.count || (a.value < b.value ? -1 : 1));
  });
  const oddities = measured
    .map(({ recording, facts }) => ({ recording, odd: odditiesOf(facts) }))
    .filter(({ odd }) => odd.length > 0);
  return { recordings: measured.length, rows, oddities };
}

function firstAlive({ streams }: Facts, kind: 'video' | 'audio'): StreamFacts | undefined {
  return streams.find((stream) => stream.kind === kind && stream.frames > 0);
}

/** `tt` and `bb` are stored, `tb` and `bt` shown in another order than stored: all are interlaced. */
function interlacing({ fieldOrder }: StreamFacts): string | undefined {
  if (fieldOrder === undefined || fieldOrder === 'unknown') return undefined;
  return fieldOrder === 'progressive' ? fieldOrder : `interlaced (${fieldOrder})`;
}

/** The file's claim may be off by as much as a second of streams that nobody takes. */
const CLAIM_TOLERANCE_MS = 1_000;

function odditiesOf({ problem, streams, probe }: Facts): string[] {
  if (problem !== undefined) return [problem];
  const spans = (probe?.streams ?? []).filter(({ kind }) => kind === 'video' || kind === 'audio');
  const longestMs = Math.max(0, ...spans.map(({ durationMs = 0 }) => durationMs));
  const claimedMs = probe?.durationMs;
  const lies =
    claimedMs !== undefined && longestMs > 0 && claimedMs > 2 * longestMs + CLAIM_TOLERANCE_MS
      ? [`claims ${(claimedMs / 1000).toFixed(1)} s, its longest stream ${(longestMs / 1000).toFixed(1)} s`]
      : [];
  return [
    ...(claimedMs === undefined ? ['tells no duration'] : lies),
    ...((probe?.startMs ?? 0) < 0 ? ['starts before zero'] : []),
    ...(probe?.streams.length === 0 ? ['announces no stream'] : []),
    ...streams.flatMap(streamOddity),
  ];
}

function streamOddity({ index, kind, codec, packets, frames }: StreamFacts): string[] {
  if (kind !== 'video' && kind !== 'audio')
    return codec === undefined ? [`stream ${index} is of no kind that is known`] : [];
  const what = `${codec ?? 'unknown'} ${kind} (stream ${index})`;
  if (packets === 0) return [`${what} is announced and empty`];
  return frames === 0 ? [`${what} has ${packets} packets and nothing that decodes`] : [];
}
