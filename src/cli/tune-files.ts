import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './usage-error.js';

const TRACE_NAME = /\.trace(\.gz)?$/;

/** The trace files that paths name: a file itself, and in a folder all `.trace` and `.trace.gz`, however deep. Sorted. */
export function traceFiles(paths: readonly string[]): string[] {
  const found = new Set(paths.flatMap((path) => filesAt(path)));
  return [...found].sort();
}

function filesAt(path: string): string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && TRACE_NAME.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be read: ${why}`, 'Name trace files, or folders that hold some.');
  }
}
