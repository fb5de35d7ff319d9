import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { type ByteReader, readFakeMedia } from '../../../script/fake-media.js';
import type { JobEvidence, PublishedFile } from '../../evidence.js';
import type { SubjectManifest } from '../../subject.js';
import type { Workspace } from './workspace.js';
import type { WorkspaceJob } from './workspace-job.js';

const MAX_ARTEFACT_BYTES = 256 * 1024;

/**
 * Reads what stands on disk for each job, once nothing of the run can change it any more.
 * @param published the outputs, by path, where they were read before; absent: a fake wrote them
 */
export function collectJobs(
  workspace: Workspace,
  subject: SubjectManifest,
  published?: ReadonlyMap<string, PublishedFile>,
): JobEvidence[] {
  const names = listNames(workspace.outputFolder);
  return workspace.jobs.map((job) => ({
    ...collectJob(workspace, subject, job, names),
    published:
      published === undefined ? readPublished(job.output) : (published.get(job.output) ?? { state: 'none' }),
  }));
}

function collectJob(
  workspace: Workspace,
  subject: SubjectManifest,
  job: WorkspaceJob,
  names: readonly string[],
): Omit<JobEvidence, 'published'> {
  const paths = artefactPaths(subject, job);
  const known = [job.output, paths.lock, paths.errorLog, paths.meta].map((path) => path && basename(path));
  const temp = paths.temp === undefined ? undefined : wildcard(basename(paths.temp));
  const files = names.filter((name) => name.startsWith(job.outputName) || temp?.test(name) === true);
  const lockText = readText(paths.lock);
  const planted = paths.lock === undefined ? undefined : workspace.plants.locks.get(paths.lock);
  return {
    id: job.id,
    output: job.outputName,
    files,
    lock: lockText !== undefined && lockText !== planted,
    temps: files.filter((name) => !known.includes(name)),
    errorLog: readText(paths.errorLog),
    meta: readText(paths.meta),
  };
}

/** The paths of a manifest's artefacts for one job. */
function artefactPaths(subject: SubjectManifest, job: WorkspaceJob) {
  const place = (template: string | undefined): string | undefined =>
    template?.replaceAll('{output}', job.output).replaceAll('{input}', job.input);
  const { lock, errorLog, meta, temp } = subject.artefacts;
  return { lock: place(lock), errorLog: place(errorLog), meta: place(meta), temp: place(temp) };
}

function wildcard(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

/** At most 256 KiB; undefined when nothing readable stands there. */
export function readText(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  return withFile(path, (file) =>
    new TextDecoder().decode(file.read(0, Math.min(file.sizeBytes, MAX_ARTEFACT_BYTES))),
  );
}

function readPublished(path: string): PublishedFile {
  const published = withFile(path, (file): PublishedFile => {
    const found = readFakeMedia(file);
    const bytes = file.sizeBytes;
    if (found.state === 'broken') return { state: 'broken', bytes, why: found.why };
    const { durationMs, video, audio } = found.media;
    const streams = [...(video === undefined ? [] : ['video']), ...(audio === undefined ? [] : ['audio'])];
    return { state: 'complete', durationMs, bytes, streams };
  });
  return published ?? { state: 'none' };
}

function withFile<T>(path: string, read: (file: ByteReader) => T): T | undefined {
  let fd: number | undefined;
  try {
    const { size: sizeBytes } = statSync(path);
    const opened = openSync(path, 'r');
    fd = opened;
    return read({
      sizeBytes,
      read: (offset, length) => {
        const buffer = new Uint8Array(length);
        return buffer.subarray(0, readSync(opened, buffer, 0, length, offset));
      },
    });
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

function listNames(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
