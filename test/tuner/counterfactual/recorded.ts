import { TRACE_VERSION, type TraceHeader, type TraceRecord } from '../../../src/trace/trace.js';
import { RunReader } from '../../../src/tuner/reading/run-reader.js';
import type { ReadRun } from '../../../src/tuner/reading/run-summary.js';

export const header: TraceHeader = {
  stallproof: 'trace',
  v: TRACE_VERSION,
  startedAt: '2026-01-03T00:00:00.000Z',
  job: 'job',
  command: ['ffmpeg'],
};

/** A step of a run: a silence, and what was seen at work in it, before the next sign of progress. */
export interface Told {
  readonly afterMs: number;
  readonly work?: 'io' | 'cpu' | undefined;
}

export interface Ends {
  readonly afterMs: number;
  readonly as: 'exit' | 'stop' | 'cut';
  readonly work?: 'io' | undefined;
}

const SAMPLE_MS = 1000;
const BUSY_BYTES = 1e6;

/** The records of a run that advances after each of these silences; at work, samples are taken each second. */
export function recordsOf(told: readonly Told[], ends: Ends): TraceRecord[] {
  const records: TraceRecord[] = [];
  let atMs = 0;
  let count = 0;
  const samples = (forMs: number, work: Told['work']): void => {
    for (let ms = 0; work !== undefined && ms + SAMPLE_MS < forMs; ms += SAMPLE_MS) {
      count++;
      records.push({
        kind: 'sample',
        atMs: atMs + ms,
        cpuMs: work === 'cpu' ? count * SAMPLE_MS : 0,
        readBytes: work === 'io' ? count * BUSY_BYTES : 0,
        writtenBytes: 0,
        states: 'R',
      });
    }
  };
  for (const [index, { afterMs, work }] of told.entries()) {
    samples(afterMs, work);
    atMs += afterMs;
    records.push({
      kind: 'block',
      atMs,
      outTimeUs: (index + 1) * 1e6,
      totalSizeBytes: (index + 1) * 1e5,
      end: false,
    });
  }
  samples(ends.afterMs, ends.work);
  atMs += ends.afterMs;
  if (ends.as === 'exit') records.push({ kind: 'exit', atMs, exit: { code: 0 } });
  else if (ends.as === 'stop') records.push({ kind: 'stop', atMs, why: 'stalled' });
  else records.push({ kind: 'line', atMs, text: 'the last thing that was written' });
  return records;
}

/** @param thresholdMs 0 keeps every sign of progress */
export function readRun(records: readonly TraceRecord[], thresholdMs: number, of = header): ReadRun {
  const reader = new RunReader(of, thresholdMs);
  for (const record of records) reader.record(record);
  return reader.finish();
}
