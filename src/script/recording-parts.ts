import type { FakeJob, Recording } from './plan.js';

/** What a list of parts, or one of them alone, is to its job. */
export interface RecordingExcerpt {
  readonly recording: Recording;
  /** Where on the recording's own time line it begins, ms. */
  readonly offsetMs: number;
}

const LISTED = /^\s*file\s+'((?:[^']|'\\'')*)'\s*$/gm;

/** The files of a concat list, in order, as they are named in it; empty when the text is none. */
export function listedFiles(text: string): string[] {
  return [...text.matchAll(LISTED)].map(([, name = '']) => name.replaceAll("'\\''", "'"));
}

/** All files of a job's recording, in the order in which they are played. */
export function filesOf(job: Pick<FakeJob, 'input' | 'furtherParts'>): readonly string[] {
  return [job.input, ...(job.furtherParts ?? [])];
}

/** The part of a recording that these of its files hold; all parts are equally long. */
export function excerptOf(job: FakeJob, files: readonly string[]): RecordingExcerpt {
  const all = filesOf(job);
  const held = all.filter((file) => files.includes(file));
  const share = held.length / all.length;
  const { recording } = job;
  const { sizeBytes, durationMs, claimedDurationMs } = recording;
  if (share === 1) return { recording, offsetMs: 0 };
  return {
    recording: {
      ...recording,
      sizeBytes: Math.floor(sizeBytes * share),
      durationMs: durationMs * share,
      ...(typeof claimedDurationMs === 'number' && { claimedDurationMs: claimedDurationMs * share }),
    },
    offsetMs: (durationMs * all.indexOf(held[0] ?? '')) / all.length,
  };
}
