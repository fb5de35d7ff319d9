import { constants } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../host/clock.js';
import { MACHINE } from '../supervisor/config.js';
import { UsageError } from './usage-error.js';

export interface RemuxPaths {
  /** Absolute. */
  readonly input: string;
  readonly output: string;
}

/**
 * Looks at both paths before any work is done.
 * @throws UsageError that says what is wrong with them.
 */
export async function checkRemuxPaths(input: string, output: string, clock: Clock): Promise<RemuxPaths> {
  const paths = { input: path.resolve(input), output: path.resolve(output) };
  await inTime(checkInput(paths.input), paths.input, clock);
  await inTime(checkOutput(paths), paths.output, clock);
  return paths;
}

async function checkInput(input: string): Promise<void> {
  const found = await statOf(input);
  if (found === undefined) {
    throw new UsageError(`there is no recording at ${input}`, `Relative paths start at ${process.cwd()}.`);
  }
  if (!found.isFile()) {
    throw new UsageError(`${input} is ${found.isDirectory() ? 'a folder' : 'no regular file'}`, NAME_A_FILE);
  }
  if (!(await may(input, constants.R_OK))) {
    throw new UsageError(`${input} cannot be read`, 'Give this user permission to read it.');
  }
}

const NAME_A_FILE = 'Name the recording itself: an MPEG-TS file that is complete.';

async function checkOutput({ input, output }: RemuxPaths): Promise<void> {
  const folder = path.dirname(output);
  const folderFound = await statOf(folder);
  if (folderFound === undefined) {
    throw new UsageError(
      `there is no folder ${folder} for the output`,
      `Create it first: mkdir -p ${folder}`,
    );
  }
  if (!folderFound.isDirectory()) {
    throw new UsageError(
      `${folder} is not a folder, so ${output} cannot be written`,
      'Choose another output.',
    );
  }
  const found = await statOf(output);
  if (found !== undefined && !found.isFile()) {
    const what = found.isDirectory() ? 'a folder' : 'no regular file';
    throw new UsageError(`the output ${output} is ${what}`, 'Name the MP4 file to be written.');
  }
  if (output === input || (found !== undefined && (await realpath(output)) === (await realpath(input)))) {
    throw new UsageError(
      'input and output are the same file',
      'The recording would be lost: name another output.',
    );
  }
  if (!(await may(folder, constants.W_OK | constants.X_OK))) {
    throw new UsageError(
      `nothing can be written in ${folder}`,
      'Give this user permission, or choose another.',
    );
  }
}

async function statOf(file: string) {
  try {
    return await stat(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UsageError(`${file} cannot be looked at: ${error instanceof Error ? error.message : code}`);
  }
}

async function may(file: string, mode: number): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  );
}

/** A dead mount answers never; the user hears of it after the time that any file operation may take. */
function inTime(check: Promise<void>, file: string, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = clock.schedule(MACHINE.fileOperationMs, () =>
      reject(
        new UsageError(`no answer from the file system of ${file}`, 'Is it a network mount that is gone?'),
      ),
    );
    check.then(resolve, reject).finally(cancel);
  });
}
