import type { FileError, FileOperations, Files } from '../host/files.js';
import type { Host } from '../host/host.js';
import type { ProcessIdentity } from '../host/processes.js';
import { createNew } from './create-new.js';
import {
  describeHolder,
  type LockRecord,
  lockText,
  MAX_LOCK_BYTES,
  ownerIsDead,
  readClaim,
} from './lock-record.js';
import { removeTemp, type TempNames } from './temp-names.js';

/** So many takers that died in the middle of it, each in the attempt to clear up after the one before, are no chance. */
const MAX_DEAD_TAKERS = 16;

/** What a file system says that knows no hard links, or no more of them. */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** A lock that this process has. */
export interface TakenLock {
  readonly kind: 'taken';
  /** The lock of a dead owner stood there. */
  readonly recovered: boolean;
  /** Tells it from every other one. */
  readonly token: string;
  /**
   * Names further holders in the lock, in the place of earlier ones. Whoever reads it sees the old text or the new one.
   * Somebody else's lock under the name is left alone.
   */
  nameHolders(holders: readonly ProcessIdentity[]): Promise<void>;
  /**
   * Removes the lock, if it still is this one. May be tried again when it fails.
   * @param by for whoever has asked it for other things that must be done first
   */
  release(by?: Pick<FileOperations, 'removeIf'>): Promise<void>;
}

/**
 * Tokens of files that this very process has no use for any more, and could not remove. Added are those of what cannot be
 * removed now, and of what may stand there although its creation failed: what was given up is not undone.
 */
export interface Leftovers {
  /** Of this lock. */
  readonly locks: Set<string>;
  /** Of rights to take a lock over. */
  readonly rights: Set<string>;
}

export type LockResult = TakenLock | { readonly kind: 'held'; readonly by: string };

/**
 * Takes `OUT.lock`. The lock names its owner by host, boot, pid and start time, and is taken over only when
 * that owner, and whoever else it names, is provably dead. Age proves nothing: a job may last for hours, and a time-based
 * lease makes two writers (PeerTube 4773, 5110).
 */
export async function takeLock(
  host: Host,
  files: Files,
  path: string,
  names: TempNames,
  jobId: string,
  leftovers: Leftovers = { locks: new Set(), rights: new Set() },
): Promise<LockResult> {
  const record: LockRecord = {
    v: 1,
    token: names.token,
    owner: host.processes.identity(),
    jobId,
    since: host.clock.wallTime().toISOString(),
  };
  const take = (): Promise<boolean> => createWhole(files, path, names, lockText(record), leftovers.locks);
  if (await take()) return takenLock(files, path, names, record, false);
  const found = await files.lstat(path);
  // Nothing of ours: whatever a link leads to is not read as a lock, and nobody but its owner may remove it.
  if (found !== undefined && found.kind !== 'file') return { kind: 'held', by: OTHERS[found.kind] };
  const standing = await files.read(path, MAX_LOCK_BYTES);
  if (standing !== undefined) {
    const isFree = ownerIsDead(host, standing) || isTaking(standing, leftovers.locks);
    if (!isFree) return { kind: 'held', by: describeHolder(host, standing) };
    await removeStale({ host, files, lockPath: path, names, leftovers }, path, standing);
  }
  if (await take()) return takenLock(files, path, names, record, standing !== undefined);
  return { kind: 'held', by: 'another job that took it at the same moment' };
}

const OTHERS = {
  symlink: 'a symbolic link under its name',
  folder: 'a folder under its name',
  other: 'something that is no file under its name',
} as const;

function takenLock(
  files: Files,
  path: string,
  names: TempNames,
  record: LockRecord,
  recovered: boolean,
): TakenLock {
  const { token } = record;
  const ours = new Set([token]);
  /** What may stand in it, the latest first: whether a wait that was given up had its effect, nobody knows. */
  const texts = [lockText(record)];
  return {
    kind: 'taken',
    recovered,
    token,
    nameHolders: async (holders) => {
      if (!(await stands(files, path, ours))) return;
      const text = lockText({ ...record, holders });
      texts.unshift(text);
      await files.writeAtomically(path, names.path('lock'), text);
    },
    release: async (by = files) => {
      // Somebody may have removed the lock by hand and another job taken it: only our own is given back.
      for (const text of texts) if (await by.removeIf(path, text)) return;
    },
  };
}

/**
 * Removes the lock, if it is one of these takings. Somebody may have removed it by hand and another job taken it: that
 * one is left alone.
 * @returns whether it stood there
 */
export async function removeLock(files: Files, path: string, tokens: ReadonlySet<string>): Promise<boolean> {
  const stood = await stands(files, path, tokens);
  if (stood) await files.remove(path);
  return stood;
}

async function stands(files: Files, path: string, tokens: ReadonlySet<string>): Promise<boolean> {
  const standing = await files.read(path, MAX_LOCK_BYTES);
  return standing !== undefined && isTaking(standing, tokens);
}

function isTaking(text: string, tokens: ReadonlySet<string>): boolean {
  const claim = readClaim(text);
  return claim !== undefined && tokens.has(claim.token);
}

/** Creates a file whole or not at all: a crash in between leaves a temp file, never a file that says nothing. */
async function createWhole(
  files: Files,
  path: string,
  names: TempNames,
  text: string,
  leftovers: Set<string>,
): Promise<boolean> {
  const tempPath = names.path('lock');
  await createNew(files, tempPath, text);
  try {
    return await give(files, tempPath, path, text);
  } catch (error) {
    leftovers.add(names.token);
    throw error;
  } finally {
    await removeTemp(files, names, tempPath).catch(() => {});
  }
}

/** Gives a whole file its name, if that is free. */
async function give(files: Files, tempPath: string, path: string, text: string): Promise<boolean> {
  try {
    return await files.link(tempPath, path);
  } catch (error) {
    const { code } = error as FileError;
    // Whoever has the lock took the temp file, still empty, for what a dead job had left.
    if (code === 'ENOENT') return false;
    if (!NO_LINKS.has(code)) throw error;
    return await files.createExclusive(path, text);
  }
}

/** How the names begin of the rights to take over the lock of an output. */
export function takeoverPrefix(outputName: string): string {
  return takeoverPath(`${outputName}.lock`);
}

function takeoverPath(lockPath: string): string {
  return `${lockPath}-takeover-`;
}

/** A job that finds a lock whose owner is dead. */
interface Taker {
  readonly host: Host;
  readonly files: Files;
  readonly lockPath: string;
  readonly names: TempNames;
  readonly leftovers: Leftovers;
}

/**
 * Of several jobs that find the same dead owner, one may remove its lock. The right to do so is a file named
 * after that very taking, and under it the lock is read again: a lock that was taken anew is left alone. A right whose
 * owner is dead, or could not remove it when he had used it, is a stale lock itself, and removed in the same way: by
 * whoever has the right to that.
 */
async function removeStale(taker: Taker, path: string, stale: string, deadTakers = 0): Promise<void> {
  const { host, files, lockPath, names, leftovers } = taker;
  const right = `${takeoverPath(lockPath)}${readClaim(stale)?.token ?? 'unknown'}`;
  const mine = JSON.stringify({ owner: host.processes.identity(), token: names.token });
  if (!(await createWhole(files, right, names, mine, leftovers.rights))) {
    const holder = await files.read(right, MAX_LOCK_BYTES);
    if (holder === undefined || deadTakers === MAX_DEAD_TAKERS) return;
    if (!ownerIsDead(host, holder) && !isTaking(holder, leftovers.rights)) return;
    await removeStale(taker, right, holder, deadTakers + 1);
    if (!(await createWhole(files, right, names, mine, leftovers.rights))) return;
  }
  try {
    await files.removeIf(path, stale);
  } finally {
    await files.remove(right).catch(() => leftovers.rights.add(names.token));
  }
}
