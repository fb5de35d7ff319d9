import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  lstatSync,
  opendirSync,
  openSync,
  readSync,
  renameSync,
  type Stats,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { removeIf, writeAtomically } from '../host/compound-files.js';
import type { FileError, FileOperations, FileStat } from '../host/files.js';

/** More names than this in one folder are refused: they would have to be held in memory. */
const MAX_NAMES = 100_000;

/** Read and write for the owner, read for all others, before the umask. */
const NEW_FILE_MODE = 0o644;

const ABSENT = ['ENOENT', 'ENOTDIR'];
const TAKEN = ['EEXIST'];
const CANNOT_SYNC = ['EINVAL', 'ENOTSUP'];

/**
 * The file system as this process reaches it. What is short is done at once: handing each call to a thread takes longer
 * than most of them do, and whoever uses this is a process for one mount, which may wait for it. Only flushing, which takes
 * seconds on a good disk too, is left to threads, so that nobody waits for it but who asked.
 */
export class LocalFiles implements FileOperations {
  async stat(path: string): Promise<FileStat | undefined> {
    return unless(ABSENT, () => describe(statSync(path))) || undefined;
  }

  async lstat(path: string): Promise<FileStat | undefined> {
    return unless(ABSENT, () => describe(lstatSync(path))) || undefined;
  }

  async list(folder: string): Promise<string[]> {
    const opened = opendirSync(folder);
    try {
      const names: string[] = [];
      for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) {
        if (names.length === MAX_NAMES) throw tooManyNames(folder);
        names.push(entry.name);
      }
      return names;
    } finally {
      opened.closeSync();
    }
  }

  async read(path: string, maxBytes: number): Promise<string | undefined> {
    // Not to wait for a writer, should a FIFO stand there.
    const fd = unless(ABSENT, () => openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
    if (fd === false) return undefined;
    return closing(fd, () => {
      const bytes = Buffer.alloc(Math.min(maxBytes, fstatSync(fd).size || maxBytes));
      let filled = 0;
      while (filled < bytes.length) {
        const count = readSync(fd, bytes, filled, bytes.length - filled, null);
        if (count === 0) break;
        filled += count;
      }
      return bytes.toString('utf8', 0, filled);
    });
  }

  async createExclusive(path: string, text: string): Promise<boolean> {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const fd = unless(TAKEN, () => openSync(path, flags, NEW_FILE_MODE));
    if (fd === false) return false;
    try {
      closing(fd, () => writeFileSync(fd, text));
    } catch (error) {
      quietly(() => unlinkSync(path));
      throw error;
    }
    return true;
  }

  async link(existing: string, path: string): Promise<boolean> {
    return unless(TAKEN, () => linkSync(existing, path)) !== false;
  }

  async sync(path: string): Promise<void> {
    await flush(await open(path, constants.O_RDONLY));
  }

  async syncFolder(folder: string): Promise<void> {
    const file = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    // Some network file systems cannot flush a folder; there is nothing else that could be asked of them.
    await flush(file, CANNOT_SYNC);
  }

  async rename(from: string, to: string): Promise<void> {
    renameSync(from, to);
  }

  async remove(path: string): Promise<boolean> {
    return unless(ABSENT, () => unlinkSync(path)) !== false;
  }

  writeAtomically(path: string, tempPath: string, text: string): Promise<void> {
    return writeAtomically(this, path, tempPath, text);
  }

  removeIf(path: string, text: string): Promise<boolean> {
    return removeIf(this, path, text);
  }
}

/** False when the operation fails with one of these codes. */
function unless<T>(codes: readonly string[], operation: () => T): T | false {
  try {
    return operation();
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Closes the file whatever happens; a failed close counts, since it can tell of a failed write. */
function closing<T>(fd: number, use: () => T): T {
  let result: T;
  try {
    result = use();
  } catch (error) {
    quietly(() => closeSync(fd));
    throw error;
  }
  closeSync(fd);
  return result;
}

/** For what is done after a failure, which is what counts. */
function quietly(operation: () => void): void {
  try {
    operation();
  } catch {
    // The failure before it is told.
  }
}

async function flush(file: FileHandle, harmless: readonly string[] = []): Promise<void> {
  try {
    await file.sync();
  } catch (error) {
    if (!harmless.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await file.close();
  }
}

function describe(stats: Stats): FileStat {
  return { kind: kindOf(stats), sizeBytes: stats.size, modifiedAtMs: stats.mtimeMs };
}

function kindOf(stats: Stats): FileStat['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'symlink' : 'other';
}

function tooManyNames(folder: string): FileError {
  return Object.assign(new Error(`more than ${MAX_NAMES} names in ${folder}`), { code: 'EOVERFLOW' });
}
