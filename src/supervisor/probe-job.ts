import { concatList } from '../ffmpeg/concat-list.js';
import { type Decision, decide } from '../ffmpeg/decision.js';
import { plausibleDuration } from '../ffmpeg/duration-plausibility.js';
import { type JoinedRecording, joinParts, type RecordingPart } from '../ffmpeg/join-parts.js';
import { createNew } from './create-new.js';
import type { RunningJob } from './job-context.js';
import {
  describeFile,
  measureDuration,
  type ProbeOutcome,
  probeRecording,
  tellProbed,
} from './probe-recording.js';

type Joined = Extract<JoinedRecording, { kind: 'joined' }>;

/** Asks ffprobe about the recording of a job, be it one file or several parts. */
export function probeJob(job: RunningJob): Promise<ProbeOutcome> {
  return (job.furtherParts ?? []).length > 0 ? probeParts(job) : probeRecording(job);
}

/**
 * Asks ffprobe about every part by itself, as strictly as about a whole recording: a part that is really a playlist
 * never gets into the list. Then writes the list, under a temp name of the job, that ffmpeg plays.
 */
async function probeParts(job: RunningJob): Promise<ProbeOutcome> {
  const parts: RecordingPart[] = [];
  for (const [index, path] of partPaths(job).entries()) {
    const described = await describeFile(job, path);
    if (described.kind === 'failed') {
      return { ...described, reason: `part ${index + 1}: ${described.reason}` };
    }
    const { probe } = described;
    const spanMs = plausibleDuration(probe, job.config.policy) ?? (await measuredSpan(job, { path, probe }));
    parts.push({ path, probe, spanMs });
  }
  const joined = joinParts(parts, job.config.policy);
  if (joined.kind === 'refuse') return refused(joined.reason);
  const { decision, streams, durationMs } = joined;
  if (parts[0] !== undefined) tellProbed(job, parts[0].probe, decision, durationMs);
  const source = { concatList: await writeList(job, joined) };
  let measuring: Promise<number | undefined> | undefined;
  const measuredMs = (): Promise<number | undefined> => {
    measuring ??= measureJoined(job, parts);
    return measuring;
  };
  return { kind: 'probed', recording: { source, decision, streams, durationMs, measuredMs } };
}

function partPaths({ input, furtherParts = [] }: RunningJob): readonly string[] {
  return [input, ...furtherParts];
}

async function writeList(job: RunningJob, { parts, streamIds }: Joined): Promise<string> {
  const path = job.names.path('concat');
  await createNew(job.files, path, concatList(parts, streamIds));
  return path;
}

/** The same recording, with every part measured by its packets. */
async function measureJoined(job: RunningJob, parts: readonly RecordingPart[]): Promise<number | undefined> {
  const measured: RecordingPart[] = [];
  for (const part of parts) measured.push({ ...part, spanMs: await measuredSpan(job, part) });
  const joined = joinParts(measured, job.config.policy);
  return joined.kind === 'joined' ? joined.durationMs : undefined;
}

function measuredSpan(
  job: RunningJob,
  { path, probe }: Pick<RecordingPart, 'path' | 'probe'>,
): Promise<number | undefined> {
  const decision = decide(probe, job.config.policy);
  if (decision.kind === 'refuse') return Promise.resolve(undefined);
  return measureDuration(job, path, decision.streams, probe.sizeBytes);
}

function refused(reason: string): ProbeOutcome {
  const decision: Decision = { kind: 'refuse', reason };
  const measuredMs = (): Promise<undefined> => Promise.resolve(undefined);
  return { kind: 'probed', recording: { decision, streams: {}, durationMs: undefined, measuredMs } };
}
