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
 * @returns its absolute path
 * @throws UsageError when nothing can be written there
 */
export function writableFolder(folder: string): string {
  const target = path.resolve(folder);
  try {
    makeFolder(target);
    if (!statSync(target).isDirectory()) throw new Error('not a folder');
    accessSync(target, constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `the report cannot be written to ${target}: ${why}`,
      'Choose another with --out DIR.',
    );
  }
  return target;
}

/** @throws UsageError when nothing can be written there */
export function reportFolder(folder: string): ReportFolder {
  const target = writableFolder(folder);
  return {
    path: target,
    write: (report, naming) => {
      writeWhole(path.join(target, 'report.json'), jsonReport(report, naming));
      writeWhole(path.join(target, 'junit.xml'), junitReport(report, naming));
      writeWhole(path.join(target, 'summary.md'), summaryReport(report, naming));
    },
  };
}

/** With its parents, one by one: where none can be made, as below /proc, Node's own recursive way never comes back. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder);
}

/** The old file or the new one, never a part. */
export function writeWhole(file: string, text: string): void {
  const temp = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    writeFileSync(temp, text);
    renameSync(temp, file);
  } finally {
    rmSync(temp, { force: true });
  }
}
