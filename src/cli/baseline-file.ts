import { accessSync, constants, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  BASELINE_VERSION,
  baselineSchema,
  baselineText,
  type VerdictBaseline,
} from '../report/verdict-baseline.js';
import { UsageError } from './usage-error.js';

const HINT = 'Name another file; one that is not there yet is written with --update.';

/**
 * Reads the committed verdicts. A file that is not there is an empty baseline only for who is about to write it.
 * @throws UsageError when it cannot be read or is none, or cannot be written where that is wanted
 */
export function readBaseline(file: string, isToBeWritten: boolean): VerdictBaseline {
  if (isToBeWritten) checkFolder(path.dirname(path.resolve(file)));
  if (isToBeWritten && !existsSync(file)) return { v: BASELINE_VERSION, subjects: {} };
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(`${file} holds no verdicts: it is no JSON`, HINT);
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`the verdicts to compare with cannot be read: ${why}`, HINT);
  }
  const parsed = baselineSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new UsageError(`${file} holds no verdicts: ${where}: ${issue?.message ?? 'wrong form'}`, HINT);
}

function checkFolder(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new UsageError(
      `no verdicts can be written in ${folder}`,
      'Create it, or name another with --against.',
    );
  }
}

/** The old file or the new one, never a part. */
export function writeBaseline(file: string, baseline: VerdictBaseline): void {
  const temp = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}`);
  try {
    writeFileSync(temp, baselineText(baseline));
    renameSync(temp, file);
  } finally {
    rmSync(temp, { force: true });
  }
}
