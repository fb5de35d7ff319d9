import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';

/** Linux reads this much of a script to find its interpreter. */
const SHEBANG_BYTES = 256;

/**
 * Why a file cannot be executed, in words; undefined when nothing speaks against it. Asked before a spawn
 * through a launcher, which would turn the failure into an exit code of its own.
 */
export function whyNotExecutable(file: string): string | undefined {
  if (!isAbsolute(file)) return `not an absolute path: ${file}`;
  const problem = whyNotAccessible(file);
  if (problem !== undefined) return problem;
  const interpreter = interpreterOf(file);
  const missing = interpreter === undefined ? undefined : whyNotAccessible(interpreter);
  return missing === undefined ? undefined : `the interpreter of ${file} cannot be executed: ${missing}`;
}

function whyNotAccessible(file: string): string | undefined {
  try {
    if (!statSync(file).isFile()) return `not a file: ${file}`;
    accessSync(file, constants.X_OK);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return `no such file: ${file}`;
    return code === 'EACCES' ? `no permission to execute ${file}` : `${code}: ${file}`;
  }
}

/** What stands behind `#!`; undefined for a binary, or for a file that may be executed but not read. */
function interpreterOf(file: string): string | undefined {
  const head = Buffer.alloc(SHEBANG_BYTES);
  let fd: number | undefined;
  try {
    fd = openSync(file, 'r');
    readSync(fd, head, 0, SHEBANG_BYTES, 0);
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
  const interpreter = /^#![ \t]*([^\s\0]+)/.exec(head.toString('latin1'))?.[1];
  // A relative interpreter is legal and depends on the working folder: left to the kernel.
  return interpreter?.startsWith('/') ? interpreter : undefined;
}
