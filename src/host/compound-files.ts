import type { FileError, FileOperations, FilesInTurn } from './files.js';

type Steps = Pick<FileOperations, 'createExclusive' | 'read' | 'rename' | 'remove'>;

/**
 * The operations that consist of others, for each world to do where the files are: whoever asks for one waits once. A crash
 * can part any step from the next.
 */
export async function writeAtomically(
  files: Steps,
  path: string,
  tempPath: string,
  text: string,
): Promise<void> {
  // What stands there was put there by somebody else, and would be renamed into place with its content.
  if (!(await files.createExclusive(tempPath, text))) throw alreadyThere(tempPath);
  try {
    await files.rename(tempPath, path);
  } catch (error) {
    await files.remove(tempPath).catch(() => false);
    throw error;
  }
}

export async function removeIf(files: Steps, path: string, text: string): Promise<boolean> {
  // One byte more than that would show.
  const standing = await files.read(path, Buffer.byteLength(text) + 1);
  return standing === text && (await files.remove(path));
}

/** One after another, for who has no quicker way than to wait. */
export function inTurn(files: FilesInTurn): FilesInTurn {
  let last: Promise<unknown> = Promise.resolve();
  const next = <T>(operation: () => Promise<T>): Promise<T> => {
    const done = last.then(operation);
    last = done.catch(() => {});
    return done;
  };
  return {
    remove: (path) => next(() => files.remove(path)),
    writeAtomically: (path, tempPath, text) => next(() => files.writeAtomically(path, tempPath, text)),
    removeIf: (path, text) => next(() => files.removeIf(path, text)),
  };
}

function alreadyThere(path: string): FileError {
  const code = 'EEXIST';
  return Object.assign(new Error(`${code}: ${path} stands there already`), { code });
}
