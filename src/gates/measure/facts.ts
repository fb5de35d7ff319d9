import path from 'node:path';
import { inputOptions, inputUrl } from '../../ffmpeg/input-url.js';
import { type RecordingProbe, readRecordingProbe } from '../../ffmpeg/recording-probe.js';
import type { Recording } from '../recordings.js';
import { type Bench, runFfprobe, toolIdentity } from './bench.js';

/** What a stream claims, and what is in it. */
export interface StreamFacts {
  readonly index: number;
  readonly kind: string;
  readonly codec?: string | undefined;
  readonly profile?: string | undefined;
  readonly pixelFormat?: string | undefined;
  readonly bitDepth?: number | undefined;
  readonly fieldOrder?: string | undefined;
  readonly channels?: number | undefined;
  readonly sampleRateHz?: number | undefined;
  readonly programs: readonly number[];
  /** Packets and decoded frames among the first packets of the recording. */
  readonly packets: number;
  readonly frames: number;
}

/** What ffprobe says of one recording. */
export interface Facts {
  /** ffprobe's whole answer, without the path; undefined when it gave none. */
  readonly raw?: unknown;
  /** Why there is no answer. */
  readonly problem?: string;
  readonly probe?: RecordingProbe;
  readonly streams: readonly StreamFacts[];
}

/** What a recording is called in results: files of one content share them, and no path of a machine shows. */
export const RECORDING = 'RECORDING';

/** Enough for minutes of broadcast, and a bound for recordings of hours. */
const MOST_PACKETS = 100_000;

const COUNTED = ['-count_packets', '-count_frames', '-read_intervals', `%+#${MOST_PACKETS}`];

/** Asks ffprobe for everything it knows of a recording, then has it decode what it finds. */
export function measureFacts(bench: Bench, file: string, recording: Recording): Promise<Facts> {
  const key = ['facts', recording.sha256, toolIdentity(bench.tools), COUNTED];
  return bench.cache.step(key, () => askFacts(bench, file));
}

/** ffprobe's answer as it gave it, but for the folders of the machine: files of one content share what was measured. */
export function namedAfter({ name }: Recording, facts: Facts): Facts {
  if (facts.raw === undefined) return facts;
  const format = fieldsOf(fieldsOf(facts.raw).format);
  return {
    ...facts,
    raw: { ...fieldsOf(facts.raw), format: { ...format, filename: path.posix.basename(name) } },
  };
}

async function askFacts(bench: Bench, file: string): Promise<Facts> {
  const opened = [...inputOptions(file), '-i', inputUrl(file)];
  const quiet = ['-hide_banner', '-loglevel', 'error'];
  const sections = ['-show_format', '-show_streams', '-show_programs', '-of', 'json'];
  const described = await runFfprobe(bench, [...quiet, ...sections, ...opened]);
  const raw = described.exit === '0' ? parsed(described.stdout) : undefined;
  const probe = raw === undefined ? undefined : readRecordingProbe(described.stdout);
  if (raw === undefined || probe === undefined) {
    const lastLine = described.stderr.trim().split('\n').at(-1) ?? '';
    const why = lastLine.replaceAll(file, RECORDING).replaceAll(/0x[0-9a-f]+/g, '0x0');
    return { problem: `ffprobe ended with ${described.exit}${why && `: ${why}`}`, streams: [] };
  }
  const counted = await runFfprobe(bench, [
    ...[...quiet, ...COUNTED],
    ...['-show_entries', 'stream=index,nb_read_packets,nb_read_frames', '-of', 'json'],
    ...opened,
  ]);
  const counts = rows(fieldsOf(parsed(counted.stdout)).streams);
  return {
    raw: withoutPath(raw, file),
    probe,
    streams: streamFacts(probe, rows(fieldsOf(raw).streams), counts),
  };
}

function streamFacts(
  probe: RecordingProbe,
  told: readonly Fields[],
  counts: readonly Fields[],
): StreamFacts[] {
  return probe.streams.map((stream) => {
    const row = told.find(({ index }) => index === stream.index) ?? {};
    const count = counts.find(({ index }) => index === stream.index) ?? {};
    const { index, kind, codec, profile, pixelFormat, bitDepth, channels, sampleRateHz, programs } = stream;
    const fieldOrder = typeof row.field_order === 'string' ? row.field_order : undefined;
    return {
      ...{ index, kind, codec, profile, pixelFormat, bitDepth, fieldOrder, channels, sampleRateHz, programs },
      packets: Number(count.nb_read_packets ?? 0) || 0,
      frames: Number(count.nb_read_frames ?? 0) || 0,
    };
  });
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function rows(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function withoutPath(raw: unknown, file: string): unknown {
  return parsed(JSON.stringify(raw).replaceAll(JSON.stringify(inputUrl(file)), JSON.stringify(RECORDING)));
}
