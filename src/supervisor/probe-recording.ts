import { type Decision, decide, type StreamChoice } from '../ffmpeg/decision.js';
import { plausibleDuration } from '../ffmpeg/duration-plausibility.js';
import type { InputSource } from '../ffmpeg/input-url.js';
import { strictDecodingArgs } from '../ffmpeg/output-check.js';
import { PacketDuration, packetDurationArgs } from '../ffmpeg/packet-duration.js';
import { type RecordingProbe, readRecordingProbe, recordingProbeArgs } from '../ffmpeg/recording-probe.js';
import { askTool, type ToolAnswer, type ToolQuestion } from './ask-tool.js';
import { callOff } from './call-off.js';
import type { RunningJob } from './job-context.js';

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

/** Why ffprobe did not tell what was asked. */
export type Unprobed = Extract<ToolAnswer, { kind: 'failed' }>;

export type ProbeOutcome = { readonly kind: 'probed'; readonly recording: ProbedRecording } | Unprobed;

/** What ffprobe says of one file, or why it says nothing. */
export type Described = { readonly kind: 'described'; readonly probe: RecordingProbe } | Unprobed;

/** Asks ffprobe what is in one file, be it a recording or an output. */
export async function describeFile(
  job: RunningJob,
  path: string,
  decodedPackets?: number,
): Promise<Described> {
  const answer = await ask(job, recordingProbeArgs(path, decodedPackets));
  if (answer.kind === 'failed') return answer;
  const probe = readRecordingProbe(answer.stdout);
  return probe === undefined
    ? unprobed('ffprobe answered something unreadable')
    : { kind: 'described', probe };
}

/** Asks ffprobe. When it fails, codecs are unknown, never assumed. */
export async function probeRecording(job: RunningJob): Promise<ProbeOutcome> {
  const described = await describeFile(job, job.input);
  if (described.kind === 'failed') return described;
  const { probe } = described;
  const decision = decide(probe, job.config.policy);
  const streams = decision.kind === 'run' ? decision.streams : {};
  let measuring: Promise<number | undefined> | undefined;
  const measuredMs = (): Promise<number | undefined> => {
    measuring ??= measureDuration(job, job.input, streams, probe.sizeBytes);
    return measuring;
  };
  const claimedMs = plausibleDuration(probe, job.config.policy);
  const durationMs = claimedMs ?? (decision.kind === 'run' ? await measuredMs() : undefined);
  tellProbed(job, probe, decision, durationMs);
  return { kind: 'probed', recording: { decision, streams, durationMs, measuredMs } };
}

export function tellProbed(
  job: RunningJob,
  probe: RecordingProbe,
  decision: Decision,
  durationMs: number | undefined,
): void {
  job.emit({
    event: 'probed',
    ...(durationMs !== undefined && { durationMs: Math.round(durationMs) }),
    ...namedCodecs(probe, decision),
  });
}

/** Has ffmpeg decode the first pictures of an output, forgiving nothing: an answer says that there was nothing to forgive. */
export function decodeStrictly(job: RunningJob, path: string, pictures: number): Promise<ToolAnswer> {
  return ask(job, strictDecodingArgs(path, pictures), { tool: 'ffmpeg', file: job.config.ffmpeg });
}

/** Reading a whole recording takes its time: on slow storage about half a minute for each GB. */
const MEASURE_SHARE_PER_GB = 2;

/** How long the chosen streams of a file are by its packets; undefined when that cannot be told. */
export async function measureDuration(
  job: RunningJob,
  path: string,
  streams: StreamChoice,
  sizeBytes: number | undefined,
): Promise<number | undefined> {
  const packets = new PacketDuration(streams);
  const share = 1 + MEASURE_SHARE_PER_GB * ((sizeBytes ?? 0) / 1e9);
  const answer = await ask(job, packetDurationArgs(path, streams), {
    timeoutMs: job.config.probeTimeoutMs * share,
    onStdout: (bytes) => packets.push(bytes),
  });
  packets.end();
  return answer.kind === 'answered' ? packets.durationMs : undefined;
}

/**
 * The one way to ask a tool for a job: never once it is called off, never beside a process that could not be killed, and no
 * longer than is left of the job's time.
 */
async function ask(
  job: RunningJob,
  args: readonly string[],
  special: Partial<Pick<ToolQuestion, 'tool' | 'file' | 'onStdout' | 'timeoutMs'>> = {},
): Promise<ToolAnswer> {
  const { config, signal, budget, quarantine } = job;
  const off = callOff(job, 'ffprobe was started');
  if (off !== undefined) return unprobed(off.message);
  if (quarantine.occupied) return unprobed('an earlier process could not be ended');
  return askTool(job.host, {
    tool: 'ffprobe',
    file: config.ffprobe,
    args,
    ...(config.toolEnv && { env: config.toolEnv }),
    ...special,
    timeoutMs: Math.min(special.timeoutMs ?? config.probeTimeoutMs, budget.leftMs),
    signal,
    onOverslept: (lateByMs) => budget.giveBack(lateByMs),
    onLeaked: () => job.emit({ event: 'warning', message: 'ffprobe left processes behind; they are ended' }),
    onUnkillable: (survivor) => {
      quarantine.add(survivor);
      job.emit({ event: 'unkillable', pid: survivor.pid });
    },
  });
}

function unprobed(reason: string): Unprobed {
  return { kind: 'failed', reason, notStarted: false };
}

function namedCodecs(probe: RecordingProbe, decision: Decision): { video?: string; audio?: string } {
  if (decision.kind === 'refuse') return {};
  const codec = (index: number | undefined): string | undefined =>
    probe.streams.find((stream) => stream.index === index)?.codec;
  const video = codec(decision.streams.video);
  const audio = codec(decision.streams.audio);
  return { ...(video !== undefined && { video }), ...(audio !== undefined && { audio }) };
}
