/** The right to run processes. */
export interface SlotLease {
  /** Gives the slot back. A second call does nothing, so that no path can give it back twice. */
  release(): void;
}

/** A semaphore that serves in the order of arrival and forgets who no longer waits. */
export class Slots {
  readonly capacity: number;
  readonly #waiting = new Set<() => void>();
  #inUse = 0;

  constructor(capacity: number) {
    if (!Number.isInteger(capacity) || capacity < 1)
      throw new RangeError('slots must be a whole number from 1 on');
    this.capacity = capacity;
  }

  get inUse(): number {
    return this.#inUse;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** @returns undefined when the signal aborts first. */
  acquire(signal?: AbortSignal): Promise<SlotLease | undefined> {
    if (signal?.aborted) return Promise.resolve(undefined);
    if (this.#inUse < this.capacity && this.#waiting.size === 0) {
      this.#inUse++;
      return Promise.resolve(this.#lease());
    }
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#waiting.delete(serve);
        resolve(undefined);
      };
      // A slot that is handed on never counts as free in between, so no newcomer can overtake.
      const serve = (): void => {
        signal?.removeEventListener('abort', giveUp);
        resolve(this.#lease());
      };
      this.#waiting.add(serve);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  #lease(): SlotLease {
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
        this.#handOn();
      },
    };
  }

  #handOn(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#inUse--;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
