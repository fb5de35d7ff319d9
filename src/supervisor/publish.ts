import { dirname } from 'node:path';
import { createNew } from './create-new.js';
import type { JobContext } from './job-context.js';
import { metadataText } from './metadata.js';
import type { Published } from './outcome.js';

/** Where a job's artefacts stand. */
export function artefactPaths(output: string) {
  return { lock: `${output}.lock`, metadata: `${output}.meta.json`, errorLog: `${output}.err.log` } as const;
}

/**
 * Gives a complete output its name, and its metadata with it. Everything that can fail for want of space or of
 * time is done before the first rename; only the renames publish. At no moment do metadata stand beside a film that they
 * do not describe.
 * @returns false when the job was cancelled before the point of no return; nothing is published then
 */
export async function publish(context: JobContext, tempPath: string, outcome: Published): Promise<boolean> {
  const { files, names, output, host } = context;
  const metadataTemp = names.path('meta');
  await createNew(files, metadataTemp, metadataText(outcome, host.clock.wallTime()));
  await files.sync(metadataTemp);
  await files.sync(tempPath);
  if (context.signal?.aborted) return false;
  // Those of an earlier film must not describe this one, should the second rename never come.
  await files.remove(artefactPaths(output).metadata).catch(() => false);
  await files.rename(tempPath, output);
  try {
    await files.rename(metadataTemp, artefactPaths(output).metadata);
    await files.syncFolder(dirname(output));
  } catch (error) {
    // The film has its name, so the job has succeeded: a failure would tell of something else than what is there.
    const why = error instanceof Error ? error.message : String(error);
    context.emit({ event: 'warning', message: `published, but its metadata may be lost: ${why}` });
  }
  return true;
}
