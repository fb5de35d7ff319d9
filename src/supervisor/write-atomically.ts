import type { Files } from '../host/files.js';
import { createNew } from './create-new.js';

/**
 * Makes `text` the content of `path`: whoever reads it sees the old content or the new one, never a part. It is not flushed
 * to the disk, for which the lock of the job would have to wait: a machine that loses its power may lose the text.
 */
export async function writeAtomically(
  files: Files,
  path: string,
  tempPath: string,
  text: string,
): Promise<void> {
  await createNew(files, tempPath, text);
  try {
    await files.rename(tempPath, path);
  } catch (error) {
    await files.remove(tempPath).catch(() => false);
    throw error;
  }
}
