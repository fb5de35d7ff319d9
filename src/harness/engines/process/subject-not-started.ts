import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Where in a manifest a command stands. */
export interface CommandOrigin {
  readonly subject: string;
  /** Undefined for a manifest that was made in code. */
  readonly file: string | undefined;
  readonly key: 'command' | 'workerCommand';
}

/** What the operating system said to a start. */
export interface StartFailure {
  /** As it was asked for, a relative path within `cwd`. */
  readonly program: string;
  readonly cwd: string;
  readonly code: string | undefined;
  readonly message: string;
}

/** The subject could not be executed: its manifest is wrong, not its conduct. */
export class SubjectNotStartedError extends Error {
  override readonly name = 'SubjectNotStartedError';
  /** Which key of which file to change, and to what. */
  readonly hint: string;

  constructor({ subject, file, key }: CommandOrigin, failure: StartFailure) {
    super(`the subject ${subject} could not be started: ${reasonOf(failure)}`);
    const where = file === undefined ? 'its manifest' : file;
    this.hint =
      `Mend "${key}" in ${where}: name an executable on PATH, or give its absolute path. ` +
      '{folder}/NAME is one beside the manifest, {node} is Node.';
  }
}

function reasonOf({ program, cwd, code, message }: StartFailure): string {
  if (code === 'EACCES') return `${program} is not executable`;
  if (code !== 'ENOENT') return message;
  if (!program.includes('/')) return `${program} is not on PATH`;
  const isThere = existsSync(resolve(cwd, program));
  return isThere ? `the interpreter that ${program} asks for is missing` : `there is no ${program}`;
}
