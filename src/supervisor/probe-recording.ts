import { type Decision, decide, type StreamChoice } from '../ffmpeg/decision.js';
import { plausibleDuration } from '../ffmpeg/duration-plausibility.js';
import type { InputSource } from '../ffmpeg/input-url.js';
import { PacketDuration, packetDurationArgs } from '../ffmpeg/packet-duration.js';
import { type RecordingProbe, readRecordingProbe, recordingProbeArgs } from '../ffmpeg/recording-probe.js';
import type { JobContext } from './job-context.js';
import { type FfprobeResult, type FfprobeRun, runFfprobe } from './run-ffprobe.js';
import type { ProcessEnd } from './supervised-process.js';

/** What is known of a recording before it is remuxed. */
export interface ProbedRecording {
  /** What ffmpeg reads in the place of the recording's own path. */
  readonly source?: InputSource;
  readonly decision: Decision;
  readonly streams: StreamChoice;
  /** How long a complete output must be; undefined where nothing can tell. */
  readonly durationMs: number | undefined;
  /**
   * The same by the recording's own packets: slow, because all of it is read, and the last word where the
   * header's claim and the output disagree. Measured at most once.
   */
  measuredMs(): Promise<number | undefined>;
}

export type ProbeOutcome =
  | { readonly kind: 'probed'; readonly recording: ProbedRecording }
  | { readonly kind: 'failed'; readonly result: FfprobeResult; readonly reason: string };

/** What ffprobe says of one file, or why it says nothing. */
export type Described =
  | { readonly kind: 'described'; readonly probe: RecordingProbe }
  | Extract<ProbeOutcome, { kind: 'failed' }>;

/** Asks ffprobe about one file. */
export async function describeFile(context: JobContext, path: string): Promise<Described> {
  const result = await ask(context, recordingProbeArgs(path));
  const probe = result.problem === undefined ? readRecordingProbe(result.stdout) : undefined;
  if (probe !== undefined) return { kind: 'described', probe };
  return { kind: 'failed', result, reason: result.problem ?? 'ffprobe answered something unreadable' };
}

/** Asks ffprobe. When it fails, codecs are unknown, never assumed. */
export async function probeRecording(context: JobContext): Promise<ProbeOutcome> {
  const described = await describeFile(context, context.input);
  if (described.kind === 'failed') return described;
  const { probe } = described;
  const decision = decide(probe);
  const streams = decision.kind === 'run' ? decision.streams : {};
  let measuring: Promise<number | undefined> | undefined;
  const measuredMs = (): Promise<number | undefined> => {
    measuring ??= measureDuration(context, context.input, streams, probe.sizeBytes);
    return measuring;
  };
  const claimedMs = plausibleDuration(probe);
  const durationMs = claimedMs ?? (decision.kind === 'run' ? await measuredMs() : undefined);
  tellProbed(context, probe, decision, durationMs);
  return { kind: 'probed', recording: { decision, streams, durationMs, measuredMs } };
}

export function tellProbed(
  context: JobContext,
  probe: RecordingProbe,
  decision: Decision,
  durationMs: number | undefined,
): void {
  context.emit({
    event: 'probed',
    ...(durationMs !== undefined && { durationMs }),
    ...namedCodecs(probe, decision),
  });
}

/** Reading a whole recording takes its time: on slow storage about half a minute for each GB. */
const MEASURE_SHARE_PER_GB = 2;

/** How long the chosen streams of a file are by its packets; undefined when that cannot be told. */
export async function measureDuration(
  context: JobContext,
  path: string,
  streams: StreamChoice,
  sizeBytes: number | undefined,
): Promise<number | undefined> {
  const packets = new PacketDuration(streams);
  const share = 1 + MEASURE_SHARE_PER_GB * ((sizeBytes ?? 0) / 1e9);
  const result = await ask(context, packetDurationArgs(path, streams), {
    timeoutMs: context.config.probeTimeoutMs * share,
    onStdout: (bytes) => packets.push(bytes),
  });
  packets.end();
  return result.problem === undefined ? packets.durationMs : undefined;
}

/** Asks ffprobe what an output really holds; the probe is undefined when it cannot be read. */
export async function probeOutput(
  context: JobContext,
  path: string,
): Promise<{ readonly probe: RecordingProbe | undefined; readonly end: ProcessEnd }> {
  const result = await ask(context, recordingProbeArgs(path));
  return {
    probe: result.problem === undefined ? readRecordingProbe(result.stdout) : undefined,
    end: result.end,
  };
}

function ask(
  context: JobContext,
  args: readonly string[],
  special: Pick<FfprobeRun, 'onStdout'> & { timeoutMs?: number } = {},
): Promise<FfprobeResult> {
  const { config, signal } = context;
  return runFfprobe(context.host, {
    ffprobe: config.ffprobe,
    args,
    ...(config.toolEnv && { env: config.toolEnv }),
    timeoutMs: config.probeTimeoutMs,
    ...special,
    signal,
    onUnkillable: (pid) => context.emit({ event: 'unkillable', pid }),
  });
}

function namedCodecs(probe: RecordingProbe, decision: Decision): { video?: string; audio?: string } {
  if (decision.kind === 'refuse') return {};
  const codec = (index: number | undefined): string | undefined =>
    probe.streams.find((stream) => stream.index === index)?.codec;
  const video = codec(decision.streams.video);
  const audio = codec(decision.streams.audio);
  return { ...(video !== undefined && { video }), ...(audio !== undefined && { audio }) };
}
