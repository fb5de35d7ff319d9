import type { JobContext } from './job-context.js';
import { artefactPaths } from './publish.js';

/**
 * Removes what earlier jobs said of an output and what will not be true beside this one: the error log in any case, the
 * metadata where no film stands beside them. Of a film that stands there they are still true, until it is replaced.
 */
export async function removeStaleArtefacts({ files, output }: JobContext): Promise<void> {
  const { errorLog, metadata } = artefactPaths(output);
  await files.remove(errorLog);
  if ((await files.lstat(output)) === undefined) await files.remove(metadata);
}
