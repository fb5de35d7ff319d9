import { readTraceFile } from '../trace/read-trace-file.js';
import type { Trace, TraceHeader, TraceRecord } from '../trace/trace.js';
import type { TraceDamage } from '../trace/trace-reader.js';

/** A replay holds its runs in memory; a week of one server's does not belong there. */
const MAX_RECORDS = 5_000_000;

export interface CollectedRuns {
  /** Runs by job, in the order of the file. */
  readonly jobs: ReadonlyMap<string, readonly Trace[]>;
  readonly damages: readonly TraceDamage[];
}

/**
 * Reads all runs of a trace file, or those of one job.
 * @throws {Error} when the file cannot be read, or holds more than a replay can take
 */
export async function collectRuns(path: string, job?: string): Promise<CollectedRuns> {
  const jobs = new Map<string, Trace[]>();
  const damages: TraceDamage[] = [];
  let header: TraceHeader | undefined;
  let records: TraceRecord[] = [];
  let total = 0;
  await readTraceFile(path, {
    begin: (begun) => {
      header = begun;
      records = [];
    },
    record: (record) => {
      if (job !== undefined && header?.job !== job) return;
      if (++total > MAX_RECORDS) {
        throw new TooManyRecordsError(`more than ${MAX_RECORDS} records: choose one job`);
      }
      records.push(record);
    },
    finish: () => {
      if (header === undefined || (job !== undefined && header.job !== job)) return;
      jobs.set(header.job, [...(jobs.get(header.job) ?? []), { header, records }]);
    },
    damaged: (damage) => damages.push(damage),
  });
  return { jobs, damages };
}

/** Not the file's damage: the listener's own limit. */
export class TooManyRecordsError extends Error {
  override readonly name = 'TooManyRecordsError';
}
