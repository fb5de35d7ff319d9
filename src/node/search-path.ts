import { delimiter, join, resolve } from 'node:path';
import { whyNotExecutable } from './executable.js';

/**
 * The first executable of that name in the folders of a PATH. An empty part of it would mean the working folder, which
 * is nobody's intention here.
 */
export function searchPath(name: string, searched: string): string | undefined {
  return searched
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => resolve(join(folder, name)))
    .find((path) => whyNotExecutable(path) === undefined);
}
