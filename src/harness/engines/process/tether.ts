import { closeSync, constants, openSync, readSync } from 'node:fs';

/**
 * The read end of a FIFO that every process of a job holds open for writing. Its end of file is the death of
 * the whole tree, descendants of any session included; a later attempt makes it live again.
 */
export class Tether {
  readonly job: string;
  readonly #fd: number;
  readonly #buffer = new Uint8Array(256);
  /** As of the last look. */
  alive = false;

  constructor(job: string, path: string) {
    this.job = job;
    // Without O_NONBLOCK, opening would wait for the first writer.
    this.#fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  }

  /** Looks now. @returns whether `alive` has changed. */
  look(): boolean {
    const before = this.alive;
    this.alive = this.#held();
    return this.alive !== before;
  }

  close(): void {
    closeSync(this.#fd);
  }

  #held(): boolean {
    try {
      return readSync(this.#fd, this.#buffer) > 0;
    } catch (error) {
      // Nothing to read, but somebody who could write.
      if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return true;
      throw error;
    }
  }
}
