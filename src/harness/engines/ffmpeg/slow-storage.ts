/** Storage saves nothing up: a process that was slow for a while gets no more than this at once. */
const BURST_MS = 50;

/** Whoever looked too late let too much through: that must not come back as a pause that looks like a stall. */
const LONGEST_PAUSE_MS = 500;

/**
 * Storage that moves so many bytes in a second, and no more: a process that is ahead of it is stopped until the storage
 * would have caught up, as a read or write that takes its time would stop it. Needs no rights and no device: the
 * kernel's own limits (`io.max`) take root and do not see the page cache.
 */
export class SlowStorage {
  readonly #bytesPerSecond: number;
  readonly #signal: (name: 'SIGSTOP' | 'SIGCONT') => void;
  #sinceMs: number | undefined;
  #allowedBytes = 0;
  #stopped = false;

  constructor(bytesPerSecond: number, signal: (name: 'SIGSTOP' | 'SIGCONT') => void) {
    this.#bytesPerSecond = bytesPerSecond;
    this.#signal = signal;
  }

  /** @param movedBytes what the process has read and written until now */
  look(nowMs: number, movedBytes: number): void {
    const spanMs = nowMs - (this.#sinceMs ?? nowMs);
    if (this.#sinceMs === undefined) this.#allowedBytes = movedBytes;
    this.#sinceMs = nowMs;
    const allowedBytes = this.#allowedBytes + this.#bytesIn(spanMs);
    const mostBytes = movedBytes + this.#bytesIn(BURST_MS);
    const leastBytes = movedBytes - this.#bytesIn(LONGEST_PAUSE_MS);
    this.#allowedBytes = Math.max(leastBytes, Math.min(allowedBytes, mostBytes));
    const isAhead = movedBytes > this.#allowedBytes;
    if (isAhead === this.#stopped) return;
    this.#stopped = isAhead;
    this.#signal(isAhead ? 'SIGSTOP' : 'SIGCONT');
  }

  #bytesIn(spanMs: number): number {
    return (this.#bytesPerSecond * spanMs) / 1000;
  }
}
