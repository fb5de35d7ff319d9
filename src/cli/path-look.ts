import { access, realpath } from 'node:fs/promises';
import type { Clock } from '../host/clock.js';
import type { FileError, FileStat, Files } from '../host/files.js';
import type { Host } from '../host/host.js';
import { boundedFiles } from '../supervisor/bounded-files.js';
import { MACHINE } from '../supervisor/config.js';
import { UsageError } from './usage-error.js';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not look there',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/**
 * How a command looks at the paths of its jobs. They may lie on a mount that never answers: a call of this process
 * would keep a thread there for ever, and the exit waits for all threads. So the file helper looks first, and can be
 * left behind.
 */
export class PathLook {
  /** Bounded, and shared by all looks: a mount that did not answer once is left alone for a while. */
  readonly files: Files;
  readonly #clock: Clock;

  constructor({ files, clock }: Pick<Host, 'files' | 'clock'>) {
    this.files = boundedFiles(files, clock);
    this.#clock = clock;
  }

  /**
   * Follows symbolic links. Undefined when nothing is there.
   * @throws UsageError when it cannot be told
   */
  async stat(file: string): Promise<FileStat | undefined> {
    try {
      return await this.files.stat(file);
    } catch (error) {
      const { code, message } = error as FileError;
      if (code === 'ETIMEDOUT') throw noAnswer(file);
      throw new UsageError(`${file} cannot be looked at: ${REASONS[code] ?? message}`);
    }
  }

  /** Whether this user has those rights. */
  async may(file: string, mode: number): Promise<boolean> {
    await this.stat(file);
    const answer = access(file, mode).then(
      () => true,
      () => false,
    );
    return this.#inTime(answer, file);
  }

  /** Whether both names lead to one file, which is there. */
  async isSame(one: string, other: string): Promise<boolean> {
    for (const file of [one, other]) await this.stat(file);
    const [first, second] = await this.#inTime(Promise.all([realpath(one), realpath(other)]), other);
    return first === second;
  }

  /** A mount that answered just now can still die. */
  #inTime<T>(answer: Promise<T>, file: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.schedule(MACHINE.fileOperationMs, () => reject(noAnswer(file)));
      answer.then(resolve, reject).finally(cancel);
    });
  }
}

function noAnswer(file: string): UsageError {
  return new UsageError(`no answer from the file system of ${file}`, 'Is it a network mount that is gone?');
}

/** What stands in /dev is a device or leads to one, whatever it looks like: `/dev/stdout` can look like a file. */
export function isDevice(file: string): boolean {
  return file.startsWith('/dev/') && !file.startsWith('/dev/shm/');
}
