import { existsSync, lstatSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { escapeControl } from '../base/escape.js';
import {
  type CiSystem,
  nextSteps,
  type Project,
  type StarterFile,
  starterFiles,
} from '../init/starter-files.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Io, printLine } from './io.js';
import { packageVersion } from './package-version.js';
import { UsageError } from './usage-error.js';

/** What `init` was asked for. */
export interface InitOptions {
  /** Absent: GitLab where the project has its configuration, else GitHub. */
  readonly ci?: CiSystem;
}

/** Writes what a project starts with, keeps what is there already, and says what to do next. */
export function initProject(folder: string, options: InitOptions, io: Io): ExitCode {
  const root = path.resolve(folder);
  if (!isFolder(root))
    throw new UsageError(`there is no folder ${folder}`, 'Create it first, or name another.');
  const has = (name: string): boolean => existsSync(path.join(root, name));
  const project: Project = {
    ci: options.ci ?? (has('.gitlab-ci.yml') ? 'gitlab' : 'github'),
    hasLockFile: has('package-lock.json'),
    version: packageVersion(),
  };
  for (const file of starterFiles(project)) {
    const isNew = writeNew(root, file);
    printLine(
      io.stdout,
      `${isNew ? 'wrote ' : 'kept  '} ${file.path}${isNew ? '' : ', which was there already'}`,
    );
  }
  printLine(io.stdout, '');
  printLine(io.stdout, root === process.cwd() ? 'Next:' : `Next, in ${escapeControl(root)}:`);
  nextSteps(project).forEach((step, index) => {
    printLine(io.stdout, `  ${index + 1}. ${step}`);
  });
  return EXIT.ok;
}

/** @returns false when something of that name is there, whatever it is but a folder: it is not ours */
function writeNew(root: string, { path: name, text }: StarterFile): boolean {
  const file = path.join(root, name);
  try {
    makeFolders(root, path.posix.dirname(name).split('/'));
    writeFileSync(file, text, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST' && isThere(file) && !isFolder(file)) return false;
    throw new UsageError(
      `${name} cannot be written in ${root}: ${message}`,
      `What was written before it stays. ${remedy(code)}, and call init again.`,
    );
  }
}

/** `EEXIST`: a folder where the file should be, or a link that leads nowhere where a folder should be. */
function remedy(code: string | undefined): string {
  return code === 'EEXIST' || code === 'ENOTDIR'
    ? 'Move away what is in its place'
    : 'Make the folder writable';
}

/** One by one: where none can be made, as below /proc, Node's own recursive way never comes back. */
function makeFolders(root: string, names: readonly string[]): void {
  names.reduce((above, name) => {
    const folder = path.join(above, name);
    if (!existsSync(folder)) mkdirSync(folder);
    return folder;
  }, root);
}

function isFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** A link that leads nowhere is there, too. */
function isThere(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}
