import { accessSync, constants } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { UsageError } from './usage-error.js';

/**
 * Scenarios are played in folders below the system's temp folder, by processes that work elsewhere.
 * @throws UsageError when that folder cannot be used
 */
export function checkTempFolder(folder = tmpdir()): void {
  const hint = 'Set TMPDIR to the absolute path of a folder that this user can write in.';
  if (!path.isAbsolute(folder)) throw new UsageError(`the temp folder ${folder} is a relative path`, hint);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new UsageError(`nothing can be written in the temp folder ${folder}`, hint);
  }
}
