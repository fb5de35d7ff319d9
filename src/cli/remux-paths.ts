import { constants } from 'node:fs';
import path from 'node:path';
import type { FileStat } from '../host/files.js';
import { isDevice, type PathLook } from './path-look.js';
import { UsageError } from './usage-error.js';

export interface RemuxPaths {
  /** Absolute. */
  readonly input: string;
  /** What follows the input in the same recording; absent for a recording in one file. */
  readonly furtherParts?: readonly string[];
  readonly output: string;
}

/**
 * Looks at all paths before any work is done.
 * @throws UsageError that says what is wrong with them.
 */
export async function checkRemuxPaths(
  input: string,
  output: string,
  look: PathLook,
  furtherParts: readonly string[] = [],
): Promise<RemuxPaths> {
  const inputs = [input, ...furtherParts];
  for (const each of inputs) checkName(each, 'input');
  checkName(output, 'output');
  const parts = inputs.map((each) => path.resolve(each));
  const out = path.resolve(output);
  for (const part of parts) await checkInput(part, look);
  for (const part of parts) await checkOutput({ input: part, output: out }, look);
  const [first = out, ...further] = parts;
  return { input: first, ...(further.length > 0 && { furtherParts: further }), output: out };
}

/** Node reads every byte that is not UTF-8 as U+FFFD: what it would then open or write is another file. */
function checkName(name: string, what: 'input' | 'output'): void {
  if (name === '') throw new UsageError(`the name of the ${what} is empty`);
  if (!name.includes('\u{fffd}')) return;
  throw new UsageError(
    `the name of the ${what} is not UTF-8: ${name}`,
    'Rename it, or give it a link with another name.',
  );
}

async function checkInput(input: string, look: PathLook): Promise<void> {
  const found = await look.stat(input);
  if (found === undefined) {
    throw new UsageError(`there is no recording at ${input}`, `Relative paths start at ${process.cwd()}.`);
  }
  if (found.kind !== 'file') {
    throw new UsageError(`${input} is ${wordFor(found)}`, NAME_A_FILE);
  }
  if (!(await look.may(input, constants.R_OK))) {
    throw new UsageError(`${input} cannot be read`, 'Give this user permission to read it.');
  }
}

const NAME_A_FILE = 'Name the recording itself: an MPEG-TS file that is complete.';

/** What the longest name of an artefact or a temp file adds to the name of the output. */
const SUFFIX_BYTES = 32;
const MAX_NAME_BYTES = 255 - SUFFIX_BYTES;

async function checkOutput({ input, output }: RemuxPaths, look: PathLook): Promise<void> {
  if (isDevice(output)) {
    throw new UsageError(`the output ${output} is a device`, 'Name the MP4 file to be written.');
  }
  if (Buffer.byteLength(path.basename(output)) > MAX_NAME_BYTES) {
    throw new UsageError(
      'the name of the output is too long',
      `It may have ${MAX_NAME_BYTES} bytes: artefacts beside it have longer names.`,
    );
  }
  const folder = path.dirname(output);
  const folderFound = await look.stat(folder);
  if (folderFound === undefined) {
    throw new UsageError(
      `there is no folder ${folder} for the output`,
      `Create it first: mkdir -p ${folder}`,
    );
  }
  if (folderFound.kind !== 'folder') {
    throw new UsageError(
      `${folder} is not a folder, so ${output} cannot be written`,
      'Choose another output.',
    );
  }
  const found = await look.stat(output);
  if (found !== undefined && found.kind !== 'file') {
    throw new UsageError(`the output ${output} is ${wordFor(found)}`, 'Name the MP4 file to be written.');
  }
  if (output === input || (found !== undefined && (await look.isSame(output, input)))) {
    throw new UsageError(
      'input and output are the same file',
      'The recording would be lost: name another output.',
    );
  }
  if (!(await look.may(folder, constants.W_OK | constants.X_OK))) {
    throw new UsageError(
      `nothing can be written in ${folder}`,
      'Give this user permission, or choose another.',
    );
  }
}

function wordFor({ kind }: FileStat): string {
  return kind === 'folder' ? 'a folder' : 'no regular file';
}
