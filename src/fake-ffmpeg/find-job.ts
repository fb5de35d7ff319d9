import { readFileSync, realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FakeJob, FakePlan } from '../script/plan.js';
import { filesOf, listedFiles } from '../script/recording-parts.js';
import { holderOfFile } from './claim.js';

const MAX_LIST_BYTES = 64 * 1024;

/** What a path in the arguments is to the plan. */
export type FoundJob =
  | {
      readonly is: 'input';
      readonly job: FakeJob;
      readonly path: string;
      /** The files of the recording that it stands for: those of a list, or itself. */
      readonly files: readonly string[];
    }
  /** An output, or a temp file that is to become one. */
  | { readonly is: 'output'; readonly job: FakeJob; readonly path: string };

/**
 * Finds the job that a path belongs to. An input belongs to one job alone; where jobs share an
 * output, the one whose ffmpeg writes the file is named, else the first.
 */
export function findJob(plan: FakePlan, given: string): FoundJob | undefined {
  const path = localPath(given);
  const real = realPath(path);
  const listed = listedIn(path);
  for (const job of plan.jobs) {
    const files = filesOf(job).filter(
      (file) => file === path || realPath(file) === real || listed.includes(file),
    );
    if (files.length > 0) return { is: 'input', job, path, files };
  }
  const candidates = plan.jobs.filter((job) => path.startsWith(job.output) || real.startsWith(job.output));
  const holder = candidates.length > 1 ? holderOfFile(plan.folder, path) : undefined;
  const output = candidates.find((job) => job.id === holder) ?? candidates[0];
  return output === undefined ? undefined : { is: 'output', job: output, path };
}

/** The absolute path that an argument of ffmpeg names. */
export function localPath(given: string): string {
  return resolve(given.replace(/^file:/, ''));
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The files of a concat list; none when it is none. */
function listedIn(path: string): string[] {
  try {
    if (statSync(path).size > MAX_LIST_BYTES) return [];
    return listedFiles(readFileSync(path, 'utf8')).map(localPath);
  } catch {
    return [];
  }
}
