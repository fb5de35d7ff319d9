import type { Cancel } from '../host/clock.js';
import type { Files } from '../host/files.js';
import type { Host } from '../host/host.js';
import { type LockResult, type TakenLock, takeLock } from './lock.js';
import type { TempNames } from './temp-names.js';

/** Each pause before another try is twice as long as the one before, up to the longest. Machine durations. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** After so many tries, about three minutes, nothing waits any more; the lock is still known. */
const MAX_TRIES = 8;

/** Locks that could not be given back and are remembered, at most; the oldest is forgotten first. */
const MAX_KEPT = 1_000;

export interface ReturnListener {
  released(): void;
  /** It failed, and is tried again later. */
  failed(error: unknown): void;
}

interface Kept {
  readonly lock: TakenLock;
  readonly listener: ReturnListener;
  tries: number;
  cancel: Cancel;
  /** A try that is under way. */
  trying: Promise<void> | undefined;
  released: boolean;
}

/**
 * Takes and gives back the locks of one supervisor. A lock that cannot be removed, because its mount does not answer, names
 * a living owner: it is given back later, and meanwhile a further job of this supervisor may take it.
 */
export class LockKeeper {
  readonly #host: Host;
  readonly #files: Files;
  readonly #kept = new Map<string, Kept>();
  readonly #leftRights = new Set<string>();

  constructor(host: Host, files: Files) {
    this.#host = host;
    this.#files = files;
  }

  /** For one job at a time for each path. */
  take(path: string, names: TempNames, jobId: string): Promise<LockResult> {
    const kept = this.#kept.get(path);
    if (kept !== undefined) return this.#takeBack(path, kept, names, jobId);
    return this.#take(path, names, jobId);
  }

  /** Gives a lock back, at once or, when that fails, later. Never rejects. */
  async giveBack(path: string, lock: TakenLock, listener: ReturnListener): Promise<void> {
    try {
      await lock.release();
    } catch (error) {
      listener.failed(error);
      this.#keep(path, { lock, listener, tries: 0, cancel: () => {}, trying: undefined, released: false });
      return;
    }
    listener.released();
    // A mount answers: perhaps that of the others too.
    for (const [other, kept] of this.#kept) this.#tryNow(other, kept);
  }

  async #takeBack(path: string, kept: Kept, names: TempNames, jobId: string): Promise<LockResult> {
    this.#kept.delete(path);
    kept.cancel();
    // Or else it would remove the lock that is taken now.
    await kept.trying;
    let lock: LockResult | undefined;
    try {
      lock = await this.#take(path, names, jobId, kept.lock.token);
      return lock;
    } finally {
      if (lock?.kind !== 'taken' && !kept.released) this.#keep(path, kept);
    }
  }

  async #take(path: string, names: TempNames, jobId: string, token?: string): Promise<LockResult> {
    const rights = this.#leftRights;
    const leftovers = token === undefined ? { rights } : { lock: token, rights };
    try {
      return await takeLock(this.#host, this.#files, path, names, jobId, leftovers);
    } finally {
      const [oldest] = rights;
      if (rights.size > MAX_KEPT && oldest !== undefined) rights.delete(oldest);
    }
  }

  #keep(path: string, kept: Kept): void {
    this.#kept.set(path, kept);
    this.#tryLater(path, kept);
    const [oldest] = this.#kept;
    if (this.#kept.size <= MAX_KEPT || oldest === undefined) return;
    oldest[1].cancel();
    this.#kept.delete(oldest[0]);
  }

  #tryLater(path: string, kept: Kept): void {
    if (kept.tries >= MAX_TRIES) return;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** kept.tries, LONGEST_PAUSE_MS);
    kept.tries++;
    kept.cancel = this.#host.clock.schedule(pauseMs, () => this.#tryNow(path, kept));
  }

  #tryNow(path: string, kept: Kept): void {
    if (kept.trying !== undefined) return;
    kept.cancel();
    kept.trying = this.#tryAgain(path, kept);
  }

  async #tryAgain(path: string, kept: Kept): Promise<void> {
    try {
      await kept.lock.release();
    } catch {
      kept.trying = undefined;
      if (this.#kept.get(path) === kept) this.#tryLater(path, kept);
      return;
    }
    kept.released = true;
    if (this.#kept.get(path) === kept) this.#kept.delete(path);
    kept.listener.released();
  }
}
