import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { RunReport } from '../harness/result.js';
import { jsonReport } from '../report/json.js';
import { junitReport } from '../report/junit.js';
import type { Naming } from '../report/replay-command.js';
import { summaryReport } from '../report/summary.js';
import { UsageError } from './usage-error.js';

/** The folder that a run writes its report to. */
export interface ReportFolder {
  readonly path: string;
  /** Writes report.json, junit.xml and summary.md; each is the old one or the new one, never a part. */
  write(report: RunReport, naming: Naming): void;
}

/**
 * Creates the folder before anything is played, so that a long run is not lost to a wrong path.
 * @param option by which the user chooses another
 * @returns its absolute path
 * @throws UsageError when nothing can be written there
 */
export function writableFolder(folder: string, option = '--out DIR'): string {
  const target = path.resolve(folder);
  try {
    makeFolder(target);
    if (!statSync(target).isDirectory()) throw new Error('not a folder');
    accessSync(target, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the report cannot be written to ${target}: ${why}`, anotherBy(option));
  }
  return target;
}

/** @throws UsageError when nothing can be written there */
export function reportFolder(folder: string): ReportFolder {
  const target = writableFolder(folder);
  const [json, junit, summary] = ['report.json', 'junit.xml', 'summary.md'].map((name) =>
    replaceableFile(path.join(target, name)),
  ) as [string, string, string];
  return {
    path: target,
    write: (report, naming) => {
      writeWhole(json, jsonReport(report, naming));
      writeWhole(junit, junitReport(report, naming));
      writeWhole(summary, summaryReport(report, naming));
    },
  };
}

/** With its parents, one by one: where none can be made, as below /proc, Node's own recursive way never comes back. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

/**
 * A file is put in the place of another, never of a folder.
 * @param option by which the user chooses another
 * @returns the file
 * @throws UsageError
 */
export function replaceableFile(file: string, option = '--out DIR'): string {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) return file;
  throw new UsageError(`the report cannot be written to ${file}: it is a folder`, anotherBy(option));
}

function anotherBy(option: string): string {
  return `Choose another with ${option}.`;
}

/** Everything was done, and what came of it could not be kept: the disk is full, or the folder is gone. */
export class ReportNotWrittenError extends Error {
  override readonly name = 'ReportNotWrittenError';
}

/**
 * The old file or the new one, never a part.
 * @throws ReportNotWrittenError
 */
export function writeWhole(file: string, text: string): void {
  const temp = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    writeFileSync(temp, text);
    renameSync(temp, file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ReportNotWrittenError(`${file} could not be written: ${why}`);
  } finally {
    rmSync(temp, { force: true });
  }
}
