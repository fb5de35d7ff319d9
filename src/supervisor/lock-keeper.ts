import type { Cancel } from '../host/clock.js';
import type { Files, FilesInTurn } from '../host/files.js';
import type { Host } from '../host/host.js';
import { type LockResult, removeLock, type TakenLock, takeLock } from './lock.js';
import type { TempNames } from './temp-names.js';

/** Each pause before another try is twice as long as the one before, up to the longest. Machine durations. */
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** After so many tries, about three minutes, nothing waits any more; the lock is still known. */
const MAX_TRIES = 8;

/** Locks and rights that could not be given back and are remembered, at most; the oldest is forgotten first. */
const MAX_KEPT = 1_000;

/** As many of one path. */
const MAX_TOKENS = 100;

export interface ReturnListener {
  released(): void;
  /** It failed, and is tried again later. */
  failed(error: unknown): void;
}

/** Whoever gave up waiting for a lock was told at once that he did not get it. */
const NOBODY: ReturnListener = { released: () => {}, failed: () => {} };

interface Kept {
  /** The lock may have any of these. */
  readonly tokens: ReadonlySet<string>;
  /** It may come to stand there later: that it is not there now says nothing. */
  readonly mayCome: boolean;
  readonly listener: ReturnListener;
  tries: number;
  cancel: Cancel;
  /** A try that is under way. */
  trying: Promise<void> | undefined;
  released: boolean;
}

/**
 * Takes and gives back the locks of one supervisor. A lock that cannot be removed, because its mount does not answer, names
 * a living owner: it is given back later, and meanwhile a further job of this supervisor may take it. The same goes for
 * a lock that its mount made after the job had given up waiting for it.
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
  async take(path: string, names: TempNames, jobId: string): Promise<LockResult> {
    const kept = this.#kept.get(path);
    if (kept !== undefined) await this.#takeOut(path, kept);
    const locks = new Set(kept?.released === true ? [] : kept?.tokens);
    const rights = this.#leftRights;
    let lock: LockResult | undefined;
    try {
      lock = await takeLock(this.#host, this.#files, path, names, jobId, { locks, rights });
      return lock;
    } finally {
      forgetOldest(rights, MAX_KEPT);
      forgetOldest(locks, MAX_TOKENS);
      if (lock?.kind !== 'taken' && locks.size > 0) {
        const mayCome = kept?.mayCome === true || locks.has(names.token);
        this.#keep(path, { tokens: locks, mayCome, listener: kept?.listener ?? NOBODY });
      }
    }
  }

  /**
   * Gives a lock back, at once or, when that fails, later. Never rejects.
   * @param turn behind whatever else it has been asked for; of the first try only
   */
  async giveBack(path: string, lock: TakenLock, listener: ReturnListener, turn?: FilesInTurn): Promise<void> {
    try {
      await lock.release(turn);
    } catch (error) {
      listener.failed(error);
      this.#keep(path, { tokens: new Set([lock.token]), mayCome: false, listener });
      return;
    }
    listener.released();
    // A mount answers: perhaps that of the others too.
    for (const [other, kept] of this.#kept) this.#tryNow(other, kept);
  }

  async #takeOut(path: string, kept: Kept): Promise<void> {
    this.#kept.delete(path);
    kept.cancel();
    // Or else it would remove the lock that is taken now.
    await kept.trying;
  }

  #keep(path: string, what: Pick<Kept, 'tokens' | 'mayCome' | 'listener'>): void {
    const kept: Kept = { ...what, tries: 0, cancel: () => {}, trying: undefined, released: false };
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
    kept.released = await removeLock(this.#files, path, kept.tokens).then(
      (stood) => stood || !kept.mayCome || kept.tries >= MAX_TRIES,
      () => false,
    );
    if (!kept.released) {
      kept.trying = undefined;
      if (this.#kept.get(path) === kept) this.#tryLater(path, kept);
      return;
    }
    if (this.#kept.get(path) === kept) this.#kept.delete(path);
    kept.listener.released();
  }
}

function forgetOldest(tokens: Set<string>, most: number): void {
  const [oldest] = tokens;
  if (tokens.size > most && oldest !== undefined) tokens.delete(oldest);
}
