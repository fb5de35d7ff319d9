import type { Stats } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import type { Clock } from '../host/clock.js';
import { MACHINE } from '../supervisor/config.js';
import { UsageError } from './usage-error.js';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not look there',
  ELOOP: 'its symbolic links lead in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/**
 * Follows symbolic links. Undefined when nothing is there.
 * @throws UsageError when it cannot be told
 */
export async function statOf(file: string): Promise<Stats | undefined> {
  try {
    return await stat(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    const why = REASONS[code] ?? (error instanceof Error ? error.message : code);
    throw new UsageError(`${file} cannot be looked at: ${why}`);
  }
}

export async function may(file: string, mode: number): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  );
}

/** What stands in /dev is a device or leads to one, whatever it looks like: `/dev/stdout` can look like a file. */
export function isDevice(file: string): boolean {
  return file.startsWith('/dev/') && !file.startsWith('/dev/shm/');
}

/** A dead mount answers never; the user hears of it after the time that any file operation may take. */
export function inTime<T>(answer: Promise<T>, file: string, clock: Clock): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(MACHINE.fileOperationMs, () =>
      reject(
        new UsageError(`no answer from the file system of ${file}`, 'Is it a network mount that is gone?'),
      ),
    );
    answer.then(resolve, reject).finally(cancel);
  });
}
