import type { Clock } from '../host/clock.js';
import type { FileError, Files, FilesInTurn } from '../host/files.js';
import { scheduleAwake } from './awake-timer.js';
import { MACHINE } from './config.js';
import { MountBreaker } from './mount-breaker.js';

/** A file operation did not come back in time: the mount is dead, or as good as dead. */
export class FileTimeoutError extends Error implements FileError {
  readonly code = 'ETIMEDOUT';

  constructor(operation: string, path: string, why: string) {
    super(`${operation} ${path}: ${why}`);
    this.name = 'FileTimeoutError';
  }
}

/**
 * The same files, with no wait longer than the machine bound of its operation. What takes longer is abandoned, and for
 * a while all operations on its mount reject at once, with the same error.
 */
export function boundedFiles(files: Files, clock: Clock): Files {
  const breaker = new MountBreaker(clock);
  const bound = async <T>(operation: string, path: string, boundMs: number, work: () => Promise<T>) => {
    const mount = files.mountOf(path);
    if (!breaker.admits(mount)) {
      throw new FileTimeoutError(operation, path, `not tried, because ${mount} did not answer just now`);
    }
    return new Promise<T>((resolve, reject) => {
      const cancel = scheduleAwake(clock, boundMs, () => {
        breaker.silent(mount);
        files.abandon(path);
        const why = `no answer from the file system for ${boundMs / 1000} s`;
        reject(new FileTimeoutError(operation, path, why));
      });
      work().then(
        (value) => {
          cancel();
          breaker.answered(mount);
          resolve(value);
        },
        (error: FileError) => {
          cancel();
          if (error.code === 'ETIMEDOUT') breaker.silent(mount);
          else breaker.answered(mount);
          reject(error);
        },
      );
    });
  };
  const quick: Bound = (operation, path, work) => bound(operation, path, MACHINE.fileOperationMs, work);
  return {
    inTurn: () => boundedInTurn(files, breaker, quick),
    mountOf: (path) => files.mountOf(path),
    abandon: (path) => files.abandon(path),
    stat: (path) => quick('stat', path, () => files.stat(path)),
    lstat: (path) => quick('lstat', path, () => files.lstat(path)),
    list: (folder) => quick('list', folder, () => files.list(folder)),
    read: (path, maxBytes) => quick('read', path, () => files.read(path, maxBytes)),
    createExclusive: (path, text) => quick('create', path, () => files.createExclusive(path, text)),
    link: (existing, path) => quick('link', path, () => files.link(existing, path)),
    sync: (path) => bound('sync', path, MACHINE.syncMs, () => files.sync(path)),
    syncFolder: (folder) => bound('sync', folder, MACHINE.syncMs, () => files.syncFolder(folder)),
    rename: (from, to) => quick('rename', to, () => files.rename(from, to)),
    remove: (path) => quick('remove', path, () => files.remove(path)),
    writeAtomically: (path, tempPath, text) =>
      quick('write', path, () => files.writeAtomically(path, tempPath, text)),
    removeIf: (path, text) => quick('remove', path, () => files.removeIf(path, text)),
  };
}

type Bound = <T>(operation: string, path: string, work: () => Promise<T>) => Promise<T>;

/** All are asked for at once of a mount that answers; the bound of each begins when the one before is over. */
function boundedInTurn(files: Files, breaker: MountBreaker, bound: Bound): FilesInTurn {
  const turn = files.inTurn();
  let last: Promise<unknown> = Promise.resolve();
  const next: Bound = (operation, path, work) => {
    const asked = breaker.trusts(files.mountOf(path)) ? work() : undefined;
    asked?.catch(() => {});
    const done = last.then(() => bound(operation, path, () => asked ?? work()));
    last = done.catch((error: FileError) => {
      // It was asked for, and the mount has fallen silent since: nobody waits for it.
      if (asked !== undefined && error.code === 'ETIMEDOUT') files.abandon(path);
    });
    return done;
  };
  return {
    remove: (path) => next('remove', path, () => turn.remove(path)),
    writeAtomically: (path, tempPath, text) =>
      next('write', path, () => turn.writeAtomically(path, tempPath, text)),
    removeIf: (path, text) => next('remove', path, () => turn.removeIf(path, text)),
  };
}
