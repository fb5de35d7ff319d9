import { type FileCall, FileHelper, failure } from './file-helper-process.js';

/**
 * Helpers that were given up and cannot end, at most, for one mount. With so many, operations fail at once until one
 * of them ends, which it does when the mount answers again.
 */
const MAX_STUCK = 8;

/** The file helper of one mount: started when it is needed, replaced when it was given up or died. */
export class MountHelpers {
  readonly #entry: string;
  readonly #mount: string;
  readonly #stuck = new Set<FileHelper>();
  #current: FileHelper | undefined;

  constructor(entry: string, mount: string) {
    this.#entry = entry;
    this.#mount = mount;
  }

  /** Whether nothing is lost when it is let go. */
  get idle(): boolean {
    return this.#stuck.size === 0 && (this.#current?.idle ?? true);
  }

  abandon(path: string): void {
    for (const helper of this.#stuck) if (helper.giveUp(path)) helper.retire();
    const current = this.#current;
    if (!current?.giveUp(path)) return;
    this.#current = undefined;
    this.#stuck.add(current);
    current.retire();
  }

  /** Ends an idle helper; the next operation starts another. */
  letGo(): void {
    this.#current?.retire();
    this.#current = undefined;
  }

  /** @throws FileError when there is none to be had. */
  helperFor(call: FileCall): FileHelper {
    if (this.#current?.usable) return this.#current;
    if (this.#stuck.size >= MAX_STUCK) {
      throw failure('ETIMEDOUT', call, `not tried, ${MAX_STUCK} file helpers still wait for ${this.#mount}`);
    }
    const started = new FileHelper(this.#entry, this.#mount, () => this.#forget(started));
    this.#current = started;
    return started;
  }

  #forget(ended: FileHelper): void {
    this.#stuck.delete(ended);
    if (this.#current === ended) this.#current = undefined;
  }
}
