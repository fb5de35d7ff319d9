import { join } from 'node:path';
import type { Files } from '../host/files.js';
import type { Host } from '../host/host.js';
import { boundedFiles } from './bounded-files.js';
import { messageOf } from './io-cause.js';
import { LockKeeper } from './lock-keeper.js';
import { MAX_LOCK_BYTES, ownerIsDead } from './lock-record.js';
import { artefactPaths } from './publish.js';
import { sweepTemps } from './sweep-temps.js';
import { tempNames } from './temp-names.js';

/** What was done for one output that a dead supervisor had been at work on. */
export interface RecoveredOutput {
  readonly output: string;
  /** Names of the temp files that were removed; the lock is removed too. */
  readonly removed: readonly string[];
  /** Why not all could be done. */
  readonly problem?: string;
}

const LOCK_ENDING = artefactPaths('').lock;

/**
 * The sweep at the start of a media server: clears away the locks of provably dead supervisors in a folder, and the temp
 * files of their outputs. The next job for an output would do the same; this is for outputs that get none. Locks of the
 * living, of other hosts, and whatever else ends in `.lock` are left alone. To be called before the first job. A lock of its
 * own that a slow mount keeps it from removing is removed later, within about three minutes.
 * @throws FileError when the folder cannot be listed
 */
export async function recoverFolder(host: Host, folder: string): Promise<RecoveredOutput[]> {
  const files = boundedFiles(host.files, host.clock);
  const locks = new LockKeeper(host, files);
  const recovered: RecoveredOutput[] = [];
  for (const name of await files.list(folder)) {
    if (!name.endsWith(LOCK_ENDING) || name === LOCK_ENDING) continue;
    const output = join(folder, name.slice(0, -LOCK_ENDING.length));
    const result = await recoverOutput(host, files, locks, output).catch((error: unknown) => {
      return { output, removed: [], problem: messageOf(error) };
    });
    if (result !== undefined) recovered.push(result);
  }
  return recovered;
}

/** Undefined when there was nothing to recover, or somebody else was faster. */
async function recoverOutput(
  host: Host,
  files: Files,
  locks: LockKeeper,
  output: string,
): Promise<RecoveredOutput | undefined> {
  const path = artefactPaths(output).lock;
  if ((await files.lstat(path))?.kind !== 'file') return undefined;
  if (!ownerIsDead(host, (await files.read(path, MAX_LOCK_BYTES)) ?? '')) return undefined;
  const names = tempNames(output, host.random);
  const lock = await locks.take(path, names, 'recovery');
  if (lock.kind === 'held') return undefined;
  let problem: string | undefined;
  const failed = (error: unknown): void => {
    problem ??= messageOf(error);
  };
  let removed: readonly string[] = [];
  try {
    removed = await sweepTemps({ host, files, output, names });
  } catch (error) {
    failed(error);
  }
  await locks.giveBack(path, lock, { released: () => {}, failed });
  return problem === undefined ? { output, removed } : { output, removed, problem };
}
