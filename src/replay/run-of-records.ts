import type { RecordedEntry } from '../script/recorded-run.js';
import type { SampleRecord, TraceExit, TraceRecord } from '../trace/trace.js';
import { DRAIN_SHARE, IO_FLOOR_BYTES } from '../watchdog/signs-of-life.js';

/** Nearer to the last block than this, resources tell nothing that progress does not. */
const SILENT_AFTER_MS = 1000;

/** A part of a recorded run, in the order in which it is played. */
export type RunPart =
  | { readonly kind: 'entries'; readonly entries: readonly RecordedEntry[] }
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'end'; readonly end: RunEnd };

export type RunEnd =
  | { readonly kind: 'exit'; readonly code: number; readonly complete: boolean }
  | { readonly kind: 'signal'; readonly signal: string }
  /** What ffmpeg would have done is not known: its supervisor, or the recorder, ended it. */
  | { readonly kind: 'unknown' };

/** What a fake has to do so that a recorded run happens again, at its own times. */
export function runOfRecords(records: readonly TraceRecord[]): RunPart[] {
  const parts: RunPart[] = [];
  let entries: RecordedEntry[] = [];
  let nowMs = 0;
  let lastBlockMs = 0;
  let lastSample: SampleRecord | undefined;
  let stopped = false;
  let saidEnd = false;
  let end: RunEnd = { kind: 'unknown' };
  const since = (atMs: number): number => {
    const gapMs = Math.max(0, atMs - nowMs);
    nowMs = Math.max(nowMs, atMs);
    return gapMs;
  };
  const close = (atMs: number): void => {
    const forMs = since(atMs);
    if (forMs > 0) entries.push({ kind: 'wait', forMs });
    if (entries.length > 0) parts.push({ kind: 'entries', entries });
    entries = [];
  };
  for (const record of records) {
    if (stopped && record.kind !== 'exit') continue;
    switch (record.kind) {
      case 'block': {
        const { kind, atMs, ...values } = record;
        entries.push({ kind, afterMs: since(atMs), ...values });
        lastBlockMs = atMs;
        saidEnd ||= values.end;
        break;
      }
      case 'sample': {
        const entry = work(lastSample, record, Math.max(lastBlockMs, nowMs));
        if (entry !== undefined && record.atMs - lastBlockMs > SILENT_AFTER_MS) {
          const gapMs = since(record.atMs) - entry.forMs;
          if (gapMs > 0) entries.push({ kind: 'wait', forMs: gapMs });
          entries.push(entry);
        }
        lastSample = record;
        break;
      }
      case 'line':
        close(record.atMs);
        parts.push({ kind: 'line', text: record.text });
        break;
      case 'stop':
        stopped = true;
        break;
      case 'exit':
        end = stopped ? { kind: 'unknown' } : endOf(record.exit, saidEnd);
        close(record.atMs);
        break;
    }
  }
  if (entries.length > 0) close(nowMs);
  return [...parts, { kind: 'end', end }];
}

/** What the tree did since the sample before, if it did anything that the watchdog counts as work. */
function work(
  before: SampleRecord | undefined,
  now: SampleRecord,
  sinceMs: number,
): Extract<RecordedEntry, { kind: 'io' | 'cpu' }> | undefined {
  if (before === undefined) return undefined;
  const forMs = now.atMs - Math.max(before.atMs, sinceMs);
  if (forMs <= 0) return undefined;
  const moved = now.readBytes + now.writtenBytes - before.readBytes - before.writtenBytes;
  // A fake that churns reads as much as it writes.
  if (moved >= IO_FLOOR_BYTES) return { kind: 'io', forMs, bytes: Math.round(moved / 2) };
  const busy = (now.cpuMs - before.cpuMs) / (now.atMs - before.atMs);
  return busy >= DRAIN_SHARE ? { kind: 'cpu', forMs } : undefined;
}

function endOf(exit: TraceExit, saidEnd: boolean): RunEnd {
  if ('code' in exit) return { kind: 'exit', code: exit.code, complete: exit.code === 0 && saidEnd };
  return 'signal' in exit
    ? { kind: 'signal', signal: exit.signal }
    : { kind: 'exit', code: 127, complete: false };
}
