import type { Host } from '../host/host.js';
import type { ProcessIdentity } from '../host/processes.js';

/** What `OUT.lock` says. */
export interface LockRecord {
  readonly v: 1;
  /** Tells this taking of the lock from every other one. */
  readonly token: string;
  readonly owner: ProcessIdentity;
  readonly jobId: string;
  readonly since: string;
  /**
   * Processes of the job that could not be killed. They may write to the output as long as they live, so the lock is theirs
   * too, and stays theirs when its owner dies.
   */
  readonly holders?: readonly ProcessIdentity[];
}

/** What a reader needs of a lock, or of the right to take one over. */
export interface LockClaim {
  readonly token: string;
  readonly owner: ProcessIdentity;
  readonly holders: readonly ProcessIdentity[];
}

/** A lock never grows beyond this; what is longer is not one of ours. */
export const MAX_LOCK_BYTES = 64 * 1024;

/** Far more than a tree of ffmpeg ever has, and few enough for the bound above. */
const MAX_HOLDERS = 200;

/** The text of a lock; of more than 200 holders the first are named. */
export function lockText(record: LockRecord): string {
  const { holders } = record;
  const bounded = holders === undefined ? record : { ...record, holders: holders.slice(0, MAX_HOLDERS) };
  return `${JSON.stringify(bounded)}\n`;
}

/** Undefined for a text that is not wholly one of ours. */
export function readClaim(text: string): LockClaim | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { token, owner, holders = [] } = (value ?? {}) as Partial<Record<keyof LockRecord, unknown>>;
  if (typeof token !== 'string' || !/^[a-z0-9]{1,40}$/.test(token)) return undefined;
  if (!isIdentity(owner) || !Array.isArray(holders) || !holders.every(isIdentity)) return undefined;
  return { token, owner, holders };
}

/**
 * Whether neither the owner nor any other holder lives. True only with proof: same host, and another boot, or no process
 * with that pid and start time.
 */
export function ownerIsDead(host: Host, text: string): boolean {
  const claim = readClaim(text);
  if (claim === undefined) return false;
  return [claim.owner, ...claim.holders].every((holder) => isDead(host, holder));
}

/** The same of the owner alone, for a lock that is only being prepared: holders that it would name hold nothing by it. */
export function preparerIsDead(host: Host, text: string): boolean {
  const claim = readClaim(text);
  return claim !== undefined && isDead(host, claim.owner);
}

/** Who keeps a lock, for people. */
export function describeHolder(host: Host, text: string): string {
  const claim = readClaim(text);
  if (claim === undefined) return 'an owner that the lock file does not name';
  const { owner, holders } = claim;
  const stuck = isDead(host, owner) ? holders.find((holder) => !isDead(host, holder)) : undefined;
  if (stuck === undefined) return `process ${owner.pid} on ${owner.host}`;
  return `process ${stuck.pid} on ${stuck.host}, which could not be killed when its job ended`;
}

function isDead(host: Host, holder: ProcessIdentity): boolean {
  const self = host.processes.identity();
  if (holder.host !== self.host) return false;
  if (holder.bootId !== self.bootId) return true;
  try {
    const now = host.processes.identity(holder.pid);
    return now === undefined || now.startTime !== holder.startTime;
  } catch {
    // Where processes cannot be looked up, nothing is proven.
    return false;
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  const { host, bootId, pid, startTime } = (value ?? {}) as Partial<Record<keyof ProcessIdentity, unknown>>;
  if (typeof host !== 'string' || typeof bootId !== 'string' || typeof startTime !== 'string') return false;
  return Number.isSafeInteger(pid);
}
