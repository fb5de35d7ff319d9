import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';

/** Linux reads this much of a file to find out how to execute it. */
const HEAD_BYTES = 256;

/**
 * Why a file cannot be executed, in words; undefined when nothing speaks against it. Asked before a spawn
 * through a launcher, which would turn the failure into an exit code of its own.
 */
export function whyNotExecutable(file: string): string | undefined {
  if (!isAbsolute(file)) return `not an absolute path: ${file}`;
  const problem = whyNotAccessible(file);
  if (problem !== undefined) return problem;
  const head = headOf(file);
  return head === undefined ? undefined : whyNotProgram(file, head);
}

/**
 * Without this question, launchers would hand to a shell what the kernel cannot execute, and the shell make something of
 * it: of an empty file a success.
 */
function whyNotProgram(file: string, head: string): string | undefined {
  if (head === '') return `an empty file: ${file}`;
  if (head.startsWith('#!')) {
    const interpreter = interpreterIn(head);
    const missing = interpreter === undefined ? undefined : whyNotAccessible(interpreter);
    return missing === undefined ? undefined : `the interpreter of ${file} cannot be executed: ${missing}`;
  }
  // Every binary format has a zero byte near its beginning, and no text has one.
  return head.includes('\0') ? undefined : `a text without an interpreter in its first line: ${file}`;
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

/** The beginning of a file, byte by byte; undefined for one that may be executed but not read. */
function headOf(file: string): string | undefined {
  const head = Buffer.alloc(HEAD_BYTES);
  let fd: number | undefined;
  try {
    fd = openSync(file, 'r');
    return head.toString('latin1', 0, readSync(fd, head, 0, HEAD_BYTES, 0));
  } catch {
    return undefined;
  } finally {
    if (fd !== undefined) closeSync(fd);
  }
}

/** A relative interpreter is legal and depends on the working folder: left to the kernel. */
function interpreterIn(head: string): string | undefined {
  const interpreter = /^#![ \t]*([^\s\0]+)/.exec(head)?.[1];
  return interpreter?.startsWith('/') ? interpreter : undefined;
}
