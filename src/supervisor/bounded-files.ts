import type { Clock } from '../host/clock.js';
import type { FileError, Files } from '../host/files.js';
import { MACHINE } from './config.js';

/** A file operation did not come back in time: the mount is dead, or as good as dead. */
export class FileTimeoutError extends Error implements FileError {
  readonly code = 'ETIMEDOUT';

  constructor(operation: string, path: string, waitedMs: number) {
    super(`${operation} ${path}: no answer from the file system for ${waitedMs / 1000} s`);
    this.name = 'FileTimeoutError';
  }
}

/** The same files, with no wait longer than the machine bound of its operation. */
export function boundedFiles(files: Files, clock: Clock): Files {
  const bound = <T>(operation: string, path: string, work: Promise<T>, boundMs: number): Promise<T> =>
    new Promise((resolve, reject) => {
      const cancel = clock.schedule(boundMs, () => reject(new FileTimeoutError(operation, path, boundMs)));
      work.then(resolve, reject).finally(cancel);
    });
  const quick = <T>(operation: string, path: string, work: Promise<T>): Promise<T> =>
    bound(operation, path, work, MACHINE.fileOperationMs);
  return {
    stat: (path) => quick('stat', path, files.stat(path)),
    lstat: (path) => quick('lstat', path, files.lstat(path)),
    list: (folder) => quick('list', folder, files.list(folder)),
    read: (path, maxBytes) => quick('read', path, files.read(path, maxBytes)),
    createExclusive: (path, text) => quick('create', path, files.createExclusive(path, text)),
    link: (existing, path) => quick('link', path, files.link(existing, path)),
    sync: (path) => bound('sync', path, files.sync(path), MACHINE.syncMs),
    syncFolder: (folder) => bound('sync', folder, files.syncFolder(folder), MACHINE.syncMs),
    rename: (from, to) => quick('rename', to, files.rename(from, to)),
    remove: (path) => quick('remove', path, files.remove(path)),
  };
}
