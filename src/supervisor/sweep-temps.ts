import { basename, dirname, join } from 'node:path';
import type { FilesInTurn } from '../host/files.js';
import { messageOf } from './io-cause.js';
import type { JobContext } from './job-context.js';
import { takeoverPrefix } from './lock.js';
import { MAX_LOCK_BYTES, preparerIsDead, readClaim } from './lock-record.js';
import { isTempOf, removeTemp } from './temp-names.js';

/** Whose temp files are swept, and by whom. */
export type SweepContext = Pick<JobContext, 'host' | 'files' | 'output' | 'names'>;

/**
 * Removes what dead jobs of the same output left behind. Called by the holder of the lock before he begins: every temp file
 * of that output is then an orphan, except a lock that a rival prepares right now, or the right to take one over that he
 * holds.
 * @returns the removed names
 */
export async function sweepTemps(context: SweepContext): Promise<string[]> {
  const { files, output } = context;
  const folder = dirname(output);
  const removed: string[] = [];
  for (const name of await files.list(folder)) {
    const isTakeover = name.startsWith(takeoverPrefix(basename(output)));
    if (!isTakeover && !isTempOf(basename(output), name)) continue;
    const path = join(folder, name);
    // A folder of such a name is none of ours, and cannot be removed like a file.
    if ((await files.lstat(path))?.kind === 'folder') continue;
    if ((isTakeover || name.endsWith('-lock')) && (await isRivals(context, path))) continue;
    if (await files.remove(path)) removed.push(name);
  }
  return removed;
}

/**
 * Whether it belongs to somebody who lives. A claim that names nobody was cut off in the middle by a crash; should its
 * owner be alive and still at it, he finds it gone, and the lock taken.
 */
async function isRivals({ files, host, names }: SweepContext, path: string): Promise<boolean> {
  const text = (await files.read(path, MAX_LOCK_BYTES)) ?? '';
  const claim = readClaim(text);
  return claim !== undefined && claim.token !== names.token && !preparerIsDead(host, text);
}

/**
 * Removes what this job may have left under a name of its own, without a look at the folder, which may be a large one.
 * Never rejects.
 */
export async function removeOwnTemps({ names, emit }: JobContext, files: FilesInTurn): Promise<void> {
  try {
    await Promise.all([...names.inUse].map((path) => removeTemp(files, names, path)));
  } catch (error) {
    emit({ event: 'warning', message: `temp files could not be removed: ${messageOf(error)}` });
  }
}
