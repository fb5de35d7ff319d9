import { posix } from 'node:path';
import type { FileError, FileOperation, FileStat, Files } from '../host/files.js';
import type { SimClock } from './sim-clock.js';

/** What stands under a name. Media files hold a size and what a probe of them would find, not bytes. */
export interface SimFile {
  text: string;
  sizeBytes: number;
  modifiedAtMs: number;
  /** Set for media: what ffprobe would say; undefined while there is no trailer. */
  media?: SimMedia | undefined;
}

export interface SimMedia {
  readonly durationMs: number;
  readonly video?: string;
  readonly audio?: string;
}

/** What an operation shall do instead of working: fail with a code, or never come back. */
export type FileFault = { readonly fail: string } | { readonly hang: true } | undefined;

/** How long an operation takes, by default; enough that nothing happens at the very same instant. */
const OPERATION_MS = 0.05;

class SimFileError extends Error implements FileError {
  readonly code: string;

  constructor(code: string, operation: string, path: string) {
    super(`${code}: ${operation} '${path}'`);
    this.code = code;
  }
}

/** Files in memory. Every operation takes effect, and settles, at an event of the clock. */
export class SimFiles implements Files {
  readonly #clock: SimClock;
  readonly entries = new Map<string, SimFile>();
  /** Asked before each operation. */
  fault: (operation: FileOperation, path: string) => FileFault = () => undefined;
  /** Told after each operation that changed something. */
  onChange: (operation: FileOperation, path: string) => void = () => {};
  /** Where mounts end; one for everything, unless told otherwise. */
  mountOf: (path: string) => string = () => '/';

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  /** An operation that hangs here holds nothing that others could need. */
  abandon(): void {}

  stat(path: string): Promise<FileStat | undefined> {
    return this.#operate('stat', path, () => this.#statNow(path));
  }

  lstat(path: string): Promise<FileStat | undefined> {
    return this.#operate('lstat', path, () => this.#statNow(path));
  }

  list(folder: string): Promise<string[]> {
    return this.#operate('list', folder, () =>
      [...this.entries.keys()]
        .filter((path) => posix.dirname(path) === folder)
        .map((path) => posix.basename(path)),
    );
  }

  read(path: string, maxBytes: number): Promise<string | undefined> {
    return this.#operate('read', path, () => this.entries.get(path)?.text.slice(0, maxBytes));
  }

  createExclusive(path: string, text: string): Promise<boolean> {
    return this.#operate('createExclusive', path, () => {
      if (this.entries.has(path)) return false;
      this.entries.set(path, {
        text,
        sizeBytes: text.length,
        modifiedAtMs: this.#clock.wallTime().getTime(),
      });
      this.onChange('createExclusive', path);
      return true;
    });
  }

  link(existing: string, path: string): Promise<boolean> {
    return this.#operate('link', path, () => {
      const file = this.entries.get(existing);
      if (file === undefined) throw new SimFileError('ENOENT', 'link', existing);
      if (this.entries.has(path)) return false;
      this.entries.set(path, file);
      this.onChange('link', path);
      return true;
    });
  }

  sync(path: string): Promise<void> {
    return this.#operate('sync', path, () => {
      if (!this.entries.has(path)) throw new SimFileError('ENOENT', 'sync', path);
    });
  }

  syncFolder(folder: string): Promise<void> {
    return this.#operate('syncFolder', folder, () => {});
  }

  rename(from: string, to: string): Promise<void> {
    return this.#operate('rename', to, () => {
      const file = this.entries.get(from);
      if (file === undefined) throw new SimFileError('ENOENT', 'rename', from);
      this.entries.delete(from);
      this.entries.set(to, file);
      this.onChange('rename', to);
    });
  }

  remove(path: string): Promise<boolean> {
    return this.#operate('remove', path, () => {
      const removed = this.entries.delete(path);
      if (removed) this.onChange('remove', path);
      return removed;
    });
  }

  #statNow(path: string): FileStat | undefined {
    const file = this.entries.get(path);
    return file && { kind: 'file', sizeBytes: file.sizeBytes, modifiedAtMs: file.modifiedAtMs };
  }

  #operate<T>(operation: FileOperation, path: string, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const fault = this.fault(operation, path);
      if (fault !== undefined && 'hang' in fault) return;
      this.#clock.world(OPERATION_MS, () => {
        if (fault !== undefined) {
          const error = new SimFileError(fault.fail, operation, path);
          this.#clock.deliver(() => reject(error), true);
          return;
        }
        try {
          const value = work();
          this.#clock.deliver(() => resolve(value), true);
        } catch (error) {
          this.#clock.deliver(() => reject(error), true);
        }
      });
    });
  }
}
