import type { ProcessIdentity } from '../host/processes.js';
import type { Survivor } from './supervised-process.js';

/**
 * The processes of one job that could not be killed. As long as one is left it may still write: slot, lock and temp files
 * stay taken, and nothing further is started for the job.
 */
export class Quarantine {
  readonly #left = new Set<Survivor>();

  add(survivor: Survivor): void {
    this.#left.add(survivor);
    void survivor.gone.then(() => this.#left.delete(survivor));
  }

  get occupied(): boolean {
    return this.#left.size > 0;
  }

  /** Who is in it, as far as the platform can tell. */
  get members(): readonly ProcessIdentity[] {
    return [...this.#left].flatMap(({ living }) => living);
  }

  /** Resolves when nobody is left of those who are in it now. */
  async emptied(): Promise<void> {
    await Promise.all([...this.#left].map(({ gone }) => gone));
  }
}
