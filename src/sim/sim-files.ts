import { posix } from 'node:path';
import { inTurn, removeIf, writeAtomically } from '../host/compound-files.js';
import type { FileError, FileOperation, FileStat, Files, FilesInTurn } from '../host/files.js';
import type { SimClock } from './sim-clock.js';

/** What stands under a name. Media files hold a size and what a probe of them would find, not bytes. */
export interface SimFile {
  text: string;
  sizeBytes: number;
  modifiedAtMs: number;
  /** Set for a symbolic link: the absolute path that it leads to. */
  linkTo?: string;
  /** Set for media: what ffprobe would say; undefined while there is no trailer. */
  media?: SimMedia | undefined;
}

export interface SimMedia {
  readonly durationMs: number;
  readonly video?: string;
  readonly audio?: string;
}

/** What shall become of an operation. */
export type FileFault =
  /** It never comes back, and has no effect. */
  | { readonly hang: true }
  | {
      /** The code that it fails with, without effect; absent: it works. */
      readonly fail?: string;
      /** How long it takes. Default: as ever. */
      readonly afterMs?: number;
      /** Called once it has had its effect, before anybody knows. */
      readonly afterwards?: () => void;
    }
  | undefined;

/** How long an operation takes, by default; enough that nothing happens at the very same instant. */
const OPERATION_MS = 0.05;

/** More links in a row than this are a circle. */
const MAX_LINKS = 8;

export class SimFileError extends Error implements FileError {
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
  /** Folders are made by nobody in simulation: these stand there. */
  readonly folders = new Set(['/', '/in', '/out']);
  /** No space is left; removing a file that takes some gives room again. */
  full = false;
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

  inTurn(): FilesInTurn {
    return inTurn(this);
  }

  stat(path: string): Promise<FileStat | undefined> {
    return this.#operate('stat', path, () => this.#statNow(this.resolve(path)));
  }

  lstat(path: string): Promise<FileStat | undefined> {
    return this.#operate('lstat', path, () => this.#statNow(path));
  }

  list(folder: string): Promise<string[]> {
    return this.#operate('list', folder, () => {
      if (!this.folders.has(folder)) throw new SimFileError('ENOENT', 'list', folder);
      return this.namesIn(folder);
    });
  }

  read(path: string, maxBytes: number): Promise<string | undefined> {
    return this.#operate('read', path, () => this.#readNow(path, maxBytes));
  }

  createExclusive(path: string, text: string): Promise<boolean> {
    return this.#operate('createExclusive', path, () => {
      this.#requireFolder('open', path);
      if (this.#isTaken(path)) return false;
      if (this.full) throw new SimFileError('ENOSPC', 'open', path);
      this.entries.set(path, {
        text,
        sizeBytes: Buffer.byteLength(text),
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
      this.#requireFolder('link', path);
      if (this.#isTaken(path)) return false;
      this.entries.set(path, file);
      this.onChange('link', path);
      return true;
    });
  }

  sync(path: string): Promise<void> {
    return this.#operate('sync', path, () => {
      if (!this.entries.has(this.resolve(path))) throw new SimFileError('ENOENT', 'sync', path);
    });
  }

  syncFolder(folder: string): Promise<void> {
    return this.#operate('syncFolder', folder, () => {
      if (!this.folders.has(folder)) throw new SimFileError('ENOENT', 'syncFolder', folder);
    });
  }

  rename(from: string, to: string): Promise<void> {
    return this.#operate('rename', to, () => {
      const file = this.entries.get(from);
      if (file === undefined) throw new SimFileError('ENOENT', 'rename', from);
      this.#requireFolder('rename', to);
      if (this.folders.has(to)) throw new SimFileError('EISDIR', 'rename', to);
      this.entries.delete(from);
      this.entries.set(to, file);
      this.onChange('rename', to);
    });
  }

  remove(path: string): Promise<boolean> {
    return this.#operate('remove', path, () => {
      if (this.folders.has(path)) throw new SimFileError('EISDIR', 'unlink', path);
      const file = this.entries.get(path);
      if (file === undefined) return false;
      this.entries.delete(path);
      if (file.sizeBytes > 0 && ![...this.entries.values()].includes(file)) this.full = false;
      this.onChange('remove', path);
      return true;
    });
  }

  /** Its steps are operations like any other: each can fail, and whoever asked for it can die between two of them. */
  writeAtomically(path: string, tempPath: string, text: string): Promise<void> {
    return writeAtomically(this, path, tempPath, text);
  }

  removeIf(path: string, text: string): Promise<boolean> {
    return removeIf(this, path, text);
  }

  /** The names that stand in a folder now. */
  namesIn(folder: string): string[] {
    const prefix = folder === '/' ? folder : `${folder}/`;
    const names: string[] = [];
    for (const path of this.entries.keys()) {
      if (path.startsWith(prefix) && !path.includes('/', prefix.length))
        names.push(path.slice(prefix.length));
    }
    return names;
  }

  /** Takes a folder away with all that is in it. Whoever has a file of it open can write on. */
  removeFolder(folder: string): void {
    for (const name of this.namesIn(folder)) this.entries.delete(posix.join(folder, name));
    this.folders.delete(folder);
    this.onChange('remove', folder);
  }

  /** Where a path leads when links are followed; links in the names of folders are none of this simulation. */
  resolve(path: string): string {
    let here = path;
    for (let links = 0; links < MAX_LINKS; links++) {
      const next = this.entries.get(here)?.linkTo;
      if (next === undefined) break;
      here = next;
    }
    return here;
  }

  #readNow(path: string, maxBytes: number): string | undefined {
    if (this.folders.has(path)) throw new SimFileError('EISDIR', 'read', path);
    return this.entries.get(this.resolve(path))?.text.slice(0, maxBytes);
  }

  #isTaken(path: string): boolean {
    return this.entries.has(path) || this.folders.has(path);
  }

  #requireFolder(operation: string, path: string): void {
    if (!this.folders.has(posix.dirname(path))) throw new SimFileError('ENOENT', operation, path);
  }

  #statNow(path: string): FileStat | undefined {
    if (this.folders.has(path)) return { kind: 'folder', sizeBytes: 0, modifiedAtMs: 0 };
    const file = this.entries.get(path);
    if (file === undefined) return undefined;
    const kind = file.linkTo === undefined ? 'file' : 'symlink';
    return { kind, sizeBytes: file.sizeBytes, modifiedAtMs: file.modifiedAtMs };
  }

  #operate<T>(operation: FileOperation, path: string, work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const fault = this.fault(operation, path);
      if (fault !== undefined && 'hang' in fault) return;
      const answer = this.#clock.mailbox();
      this.#clock.world(fault?.afterMs ?? OPERATION_MS, () => {
        try {
          if (fault?.fail !== undefined) throw new SimFileError(fault.fail, operation, path);
          const value = work();
          fault?.afterwards?.();
          answer(() => resolve(value), true);
        } catch (error) {
          answer(() => reject(error), true);
        }
      });
    });
  }
}
