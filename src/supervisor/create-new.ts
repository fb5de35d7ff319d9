import type { Files } from '../host/files.js';

/**
 * Creates a file under a name that must be free. What stands there already was put there by somebody else, and would
 * be renamed into place with its content.
 * @throws when the name is taken
 */
export async function createNew(files: Files, path: string, text: string): Promise<void> {
  if (!(await files.createExclusive(path, text))) throw new Error(`${path} stands there already`);
}
