import { concatList } from '../ffmpeg/concat-list.js';
import { type Decision, decide } from '../ffmpeg/decision.js';
import { plausibleDuration } from '../ffmpeg/duration-plausibility.js';
import { type JoinedRecording, joinParts, type RecordingPart } from '../ffmpeg/join-parts.js';
import { createNew } from './create-new.js';
import type { JobContext } from './job-context.js';
import {
  describeFile,
  measureDuration,
  type ProbeOutcome,
  probeRecording,
  tellProbed,
} from './probe-recording.js';

type Joined = Extract<JoinedRecording, { kind: 'joined' }>;

/** Asks ffprobe about the recording of a job, be it one file or several parts. */
export function probeJob(context: JobContext): Promise<ProbeOutcome> {
  return (context.furtherParts ?? []).length > 0 ? probeParts(context) : probeRecording(context);
}

/**
 * Asks ffprobe about every part by itself, as strictly as about a whole recording: a part that is really a playlist
 * never gets into the list. Then writes the list, under a temp name of the job, that ffmpeg plays.
 */
async function probeParts(context: JobContext): Promise<ProbeOutcome> {
  const parts: RecordingPart[] = [];
  for (const [index, path] of partPaths(context).entries()) {
    const described = await describeFile(context, path);
    if (described.kind === 'failed') {
      return { ...described, reason: `part ${index + 1}: ${described.reason}` };
    }
    const { probe } = described;
    const spanMs = plausibleDuration(probe) ?? (await measuredSpan(context, { path, probe }));
    parts.push({ path, probe, spanMs });
  }
  const joined = joinParts(parts);
  if (joined.kind === 'refuse') return refused(joined.reason);
  const { decision, streams, durationMs } = joined;
  if (parts[0] !== undefined) tellProbed(context, parts[0].probe, decision, durationMs);
  const source = { concatList: await writeList(context, joined) };
  let measuring: Promise<number | undefined> | undefined;
  const measuredMs = (): Promise<number | undefined> => {
    measuring ??= measureJoined(context, parts);
    return measuring;
  };
  return { kind: 'probed', recording: { source, decision, streams, durationMs, measuredMs } };
}

function partPaths({ input, furtherParts = [] }: JobContext): readonly string[] {
  return [input, ...furtherParts];
}

async function writeList(context: JobContext, { parts, streamIds }: Joined): Promise<string> {
  const path = context.names.path('concat');
  await createNew(context.files, path, concatList(parts, streamIds));
  return path;
}

/** The same recording, with every part measured by its packets. */
async function measureJoined(
  context: JobContext,
  parts: readonly RecordingPart[],
): Promise<number | undefined> {
  const measured: RecordingPart[] = [];
  for (const part of parts) measured.push({ ...part, spanMs: await measuredSpan(context, part) });
  const joined = joinParts(measured);
  return joined.kind === 'joined' ? joined.durationMs : undefined;
}

function measuredSpan(
  context: JobContext,
  { path, probe }: Pick<RecordingPart, 'path' | 'probe'>,
): Promise<number | undefined> {
  const decision = decide(probe);
  if (decision.kind === 'refuse') return Promise.resolve(undefined);
  return measureDuration(context, path, decision.streams, probe.sizeBytes);
}

function refused(reason: string): ProbeOutcome {
  const decision: Decision = { kind: 'refuse', reason };
  const measuredMs = (): Promise<undefined> => Promise.resolve(undefined);
  return { kind: 'probed', recording: { decision, streams: {}, durationMs: undefined, measuredMs } };
}
