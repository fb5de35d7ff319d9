import { type Decision, decide } from '../ffmpeg/decision.js';
import { plausibleDuration } from '../ffmpeg/duration-plausibility.js';
import { PacketDuration, packetDurationArgs } from '../ffmpeg/packet-duration.js';
import { type RecordingProbe, readRecordingProbe, recordingProbeArgs } from '../ffmpeg/recording-probe.js';
import type { JobContext } from './job-context.js';
import { type FfprobeResult, runFfprobe } from './run-ffprobe.js';
import type { ProcessEnd } from './supervised-process.js';

/** What is known of a recording before it is remuxed. */
export interface ProbedRecording {
  readonly decision: Decision;
  /** How long a complete output must be; undefined where nothing can tell. */
  readonly durationMs: number | undefined;
}

export type ProbeOutcome =
  | { readonly kind: 'probed'; readonly recording: ProbedRecording }
  | { readonly kind: 'failed'; readonly result: FfprobeResult; readonly reason: string };

/** Asks ffprobe. When it fails, codecs are unknown, never assumed. */
export async function probeRecording(context: JobContext): Promise<ProbeOutcome> {
  const result = await ask(context, recordingProbeArgs(context.input));
  const probe = result.problem === undefined ? readRecordingProbe(result.stdout) : undefined;
  if (probe === undefined) {
    return { kind: 'failed', result, reason: result.problem ?? 'ffprobe answered something unreadable' };
  }
  const decision = decide(probe);
  const durationMs = plausibleDuration(probe) ?? (await measureDuration(context, decision));
  context.emit({
    event: 'probed',
    ...(durationMs !== undefined && { durationMs }),
    ...namedCodecs(probe, decision),
  });
  return { kind: 'probed', recording: { decision, durationMs } };
}

/** Reads every packet of the chosen streams: slow, and only for recordings whose own claim is wild or missing. */
async function measureDuration(context: JobContext, decision: Decision): Promise<number | undefined> {
  if (decision.kind === 'refuse') return undefined;
  const packets = new PacketDuration();
  const result = await ask(context, packetDurationArgs(context.input, decision.streams), (bytes) =>
    packets.push(bytes),
  );
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
  onStdout?: (bytes: Uint8Array) => void,
): Promise<FfprobeResult> {
  const { config, signal } = context;
  return runFfprobe(context.host, {
    ffprobe: config.ffprobe,
    args,
    ...(config.toolEnv && { env: config.toolEnv }),
    timeoutMs: config.probeTimeoutMs,
    signal,
    ...(onStdout && { onStdout }),
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
