import type { Files } from '../host/files.js';
import type { Host } from '../host/host.js';
import type { ProcessIdentity } from '../host/processes.js';
import { createNew } from './create-new.js';
import type { TempNames } from './temp-names.js';

/** What `OUT.lock` says of its owner. */
export interface LockRecord {
  readonly v: 1;
  /** Tells this taking of the lock from every other one. */
  readonly token: string;
  readonly owner: ProcessIdentity;
  readonly jobId: string;
  readonly since: string;
}

export type LockResult =
  /** `recovered`: the lock of a dead owner stood there. */
  | { readonly kind: 'taken'; readonly recovered: boolean; release(): Promise<void> }
  | { readonly kind: 'held'; readonly by: string };

/** A lock never grows beyond this; what is longer is not one of ours. */
const MAX_LOCK_BYTES = 4096;

/**
 * Takes `OUT.lock`. The lock names its owner by host, boot, pid and start time, and is taken over only when
 * that owner is provably dead. Age proves nothing: a job may last for hours, and a time-based lease makes two
 * writers (PeerTube 4773, 5110).
 */
export async function takeLock(
  host: Host,
  files: Files,
  path: string,
  names: TempNames,
  jobId: string,
): Promise<LockResult> {
  const record: LockRecord = {
    v: 1,
    token: names.token,
    owner: host.processes.identity(),
    jobId,
    since: host.clock.wallTime().toISOString(),
  };
  const text = `${JSON.stringify(record)}\n`;
  if (await create(files, path, names.path('lock'), text)) return taken(files, path, text, false);
  const found = await files.lstat(path);
  // Nothing of ours: whatever a link leads to is not read as a lock, and nobody but its owner may remove it.
  if (found !== undefined && found.kind !== 'file') return { kind: 'held', by: OTHERS[found.kind] };
  const standing = await files.read(path, MAX_LOCK_BYTES);
  if (standing !== undefined && !ownerIsDead(host, standing)) return { kind: 'held', by: describe(standing) };
  if (standing !== undefined) await removeStale(host, files, path, standing, names);
  if (await create(files, path, names.path('lock'), text)) return taken(files, path, text, true);
  return { kind: 'held', by: 'another job that took it at the same moment' };
}

const OTHERS = {
  symlink: 'a symbolic link under its name',
  folder: 'a folder under its name',
  other: 'something that is no file under its name',
} as const;

/** Whole or not at all: a crash in between leaves a temp file, never a lock without an owner. */
async function create(files: Files, path: string, tempPath: string, text: string): Promise<boolean> {
  await createNew(files, tempPath, text);
  try {
    return await files.link(tempPath, path);
  } catch (error) {
    if (!isUnsupported(error)) throw error;
    return await files.createExclusive(path, text);
  } finally {
    await files.remove(tempPath).catch(() => false);
  }
}

/** How the names begin of the rights to take over the lock of an output. */
export function takeoverPrefix(outputName: string): string {
  return takeoverPath(`${outputName}.lock`);
}

function takeoverPath(lockPath: string): string {
  return `${lockPath}-takeover-`;
}

/**
 * Of several jobs that find the same dead owner, one may remove its lock. The right to do so is a file named
 * after that very taking, and under it the lock is read again: a lock that was taken anew is left alone.
 */
async function removeStale(
  host: Host,
  files: Files,
  path: string,
  stale: string,
  names: TempNames,
): Promise<void> {
  const right = `${takeoverPath(path)}${parse(stale)?.token ?? 'unknown'}`;
  const mine = JSON.stringify({ owner: host.processes.identity(), token: names.token });
  if (!(await files.createExclusive(right, mine))) {
    const holder = await files.read(right, MAX_LOCK_BYTES);
    if (holder === undefined || !ownerIsDead(host, holder)) return;
    await files.remove(right);
    if (!(await files.createExclusive(right, mine))) return;
  }
  try {
    if ((await files.read(path, MAX_LOCK_BYTES)) === stale) await files.remove(path);
  } finally {
    await files.remove(right).catch(() => false);
  }
}

function taken(files: Files, path: string, text: string, recovered: boolean): LockResult {
  return {
    kind: 'taken',
    recovered,
    release: async () => {
      // Somebody may have removed the lock by hand and another job taken it: only our own is given back.
      if ((await files.read(path, MAX_LOCK_BYTES)) === text) await files.remove(path);
    },
  };
}

/** True only with proof: same host, and another boot, or no process with that pid and start time. */
export function ownerIsDead(host: Host, lockText: string): boolean {
  const owner = parse(lockText)?.owner;
  if (owner === undefined) return false;
  const self = host.processes.identity();
  if (owner.host !== self.host) return false;
  if (owner.bootId !== self.bootId) return true;
  try {
    const now = host.processes.identity(owner.pid);
    return now === undefined || now.startTime !== owner.startTime;
  } catch {
    // Where processes cannot be looked up, nothing is proven.
    return false;
  }
}

function parse(text: string): { token: string; owner: ProcessIdentity } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { token, owner } = (value ?? {}) as { token?: unknown; owner?: Partial<ProcessIdentity> };
  const { host, bootId, pid, startTime } = owner ?? {};
  if (typeof token !== 'string' || !/^[a-z0-9]{1,40}$/.test(token)) return undefined;
  if (typeof host !== 'string' || typeof bootId !== 'string') return undefined;
  if (typeof pid !== 'number' || !Number.isSafeInteger(pid) || typeof startTime !== 'string')
    return undefined;
  return { token, owner: { host, bootId, pid, startTime } };
}

function describe(text: string): string {
  const owner = parse(text)?.owner;
  if (owner === undefined) return 'an owner that the lock file does not name';
  return `process ${owner.pid} on ${owner.host}`;
}

function isUnsupported(error: unknown): boolean {
  const code = (error as { code?: unknown }).code;
  return (
    code === 'EPERM' || code === 'ENOTSUP' || code === 'EOPNOTSUPP' || code === 'ENOSYS' || code === 'EMLINK'
  );
}
