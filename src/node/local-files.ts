import { constants, type Stats } from 'node:fs';
import { type FileHandle, link, lstat, open, opendir, rename, stat, unlink } from 'node:fs/promises';
import type { FileError, FileOperations, FileStat } from '../host/files.js';

/** More names than this in one folder are refused: they would have to be held in memory. */
const MAX_NAMES = 100_000;

/** Read and write for the owner, read for all others, before the umask. */
const NEW_FILE_MODE = 0o644;

const ABSENT = ['ENOENT', 'ENOTDIR'];
const TAKEN = ['EEXIST'];
const CANNOT_SYNC = ['EINVAL', 'ENOTSUP'];

/**
 * The file system as Node reaches it: through its thread pool. A call that the disk does not answer keeps a thread
 * for ever, a few of them stop all others, and even the exit of their process waits for them.
 */
export class LocalFiles implements FileOperations {
  async stat(path: string): Promise<FileStat | undefined> {
    return (await unless(ABSENT, stat(path).then(describe))) || undefined;
  }

  async lstat(path: string): Promise<FileStat | undefined> {
    return (await unless(ABSENT, lstat(path).then(describe))) || undefined;
  }

  async list(folder: string): Promise<string[]> {
    const names: string[] = [];
    for await (const entry of await opendir(folder)) {
      if (names.length === MAX_NAMES) throw tooManyNames(folder);
      names.push(entry.name);
    }
    return names;
  }

  async read(path: string, maxBytes: number): Promise<string | undefined> {
    // Not to wait for a writer, should a FIFO stand there.
    const file = await unless(ABSENT, open(path, constants.O_RDONLY | constants.O_NONBLOCK));
    if (file === false) return undefined;
    return closing(file, async () => {
      const bytes = Buffer.alloc(Math.min(maxBytes, (await file.stat()).size || maxBytes));
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, null);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.toString('utf8', 0, filled);
    });
  }

  async createExclusive(path: string, text: string): Promise<boolean> {
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
    const file = await unless(TAKEN, open(path, flags, NEW_FILE_MODE));
    if (file === false) return false;
    try {
      await closing(file, () => file.writeFile(text));
    } catch (error) {
      await unlink(path).catch(() => {});
      throw error;
    }
    return true;
  }

  async link(existing: string, path: string): Promise<boolean> {
    return (await unless(TAKEN, link(existing, path))) !== false;
  }

  async sync(path: string): Promise<void> {
    const file = await open(path, constants.O_RDONLY);
    await closing(file, () => file.sync());
  }

  async syncFolder(folder: string): Promise<void> {
    const file = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
    // Some network file systems cannot flush a folder; there is nothing else that could be asked of them.
    await closing(file, () => unless(CANNOT_SYNC, file.sync()));
  }

  async rename(from: string, to: string): Promise<void> {
    await rename(from, to);
  }

  async remove(path: string): Promise<boolean> {
    return (await unless(ABSENT, unlink(path))) !== false;
  }
}

/** False when the operation fails with one of these codes. */
async function unless<T>(codes: readonly string[], operation: Promise<T>): Promise<T | false> {
  try {
    return await operation;
  } catch (error) {
    if (codes.includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Closes the file whatever happens; a failed close counts, since it can tell of a failed write. */
async function closing<T>(file: FileHandle, use: () => Promise<T>): Promise<T> {
  let result: T;
  try {
    result = await use();
  } catch (error) {
    await file.close().catch(() => {});
    throw error;
  }
  await file.close();
  return result;
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
