import { basename, dirname, join } from 'node:path';
import type { JobContext } from './job-context.js';
import { ownerIsDead, takeoverPrefix } from './lock.js';
import { isTempOf } from './temp-names.js';

const MAX_LOCK_BYTES = 4096;

/**
 * Removes what dead jobs of the same output left behind. Called by the holder of the lock, before it writes
 * anything: every temp file of that output is then an orphan, except a lock that a rival prepares right now, or the right
 * to take one over that he holds.
 * @returns the removed names
 */
export async function sweepTemps(context: JobContext): Promise<string[]> {
  const { files, output, host } = context;
  const folder = dirname(output);
  const removed: string[] = [];
  for (const name of await files.list(folder)) {
    const isTakeover = name.startsWith(takeoverPrefix(basename(output)));
    if (!isTakeover && !isTempOf(basename(output), name)) continue;
    const path = join(folder, name);
    // A folder of such a name is none of ours, and cannot be removed like a file.
    if ((await files.lstat(path))?.kind === 'folder') continue;
    if (isTakeover || name.endsWith('-lock')) {
      const text = await files.read(path, MAX_LOCK_BYTES);
      if (text === undefined || !ownerIsDead(host, text)) continue;
    }
    if (await files.remove(path)) removed.push(name);
  }
  return removed;
}
