import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Raised when a measurement means something else than before: what was kept is then measured anew. */
const MEASUREMENT_VERSION = 1;

/** Keeps what was measured, so that an interrupted run goes on where it was. */
export interface StepCache {
  /**
   * The result kept under a key, or what `measure` finds, which is then kept. A key names all that the result depends
   * on: content, tools, command line.
   */
  step<T>(key: readonly unknown[], measure: () => Promise<T>): Promise<T>;
}

/** A cache in a folder: one JSON file a step, named after its key. Entries appear by rename, complete. */
export function stepCache(folder: string): StepCache {
  mkdirSync(folder, { recursive: true });
  return {
    step: async (key, measure) => {
      const whole = JSON.stringify([MEASUREMENT_VERSION, ...key]);
      const file = path.join(folder, `${createHash('sha256').update(whole).digest('hex').slice(0, 32)}.json`);
      const kept = readKept(file, whole);
      if (kept !== undefined) return kept.result as Awaited<ReturnType<typeof measure>>;
      // What is kept comes back through JSON: the first run must see the same.
      const text = JSON.stringify({ key: whole, result: await measure() });
      writeFileSync(`${file}.tmp`, text);
      renameSync(`${file}.tmp`, file);
      return JSON.parse(text).result;
    },
  };
}

function readKept(file: string, key: string): { readonly result: unknown } | undefined {
  try {
    const kept: unknown = JSON.parse(readFileSync(file, 'utf8'));
    const fits =
      typeof kept === 'object' && kept !== null && 'key' in kept && kept.key === key && 'result' in kept;
    return fits ? { result: kept.result } : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets what was measured. */
export function clearCache(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
