import type { JobDeed, JobEvent } from '../../src/supervisor/events.js';
import type { Failed, Published } from '../../src/supervisor/outcome.js';

export function jobEvent(deed: JobDeed, atMs = 0): JobEvent {
  return { v: 1, atMs, time: '2026-01-01T00:00:00.000Z', jobId: 'j', recordingId: 'r', ...deed };
}

export function progressAt(fraction: number, atMs: number, end = false): JobEvent {
  const outTimeUs = fraction * 100e6;
  const progress = { outTimeUs, totalSizeBytes: fraction * 1024 * 1024, speed: 69.4, end };
  return jobEvent({ event: 'progress', strategy: 'default', progress, fraction }, atMs);
}

const base = {
  jobId: 'j',
  recordingId: 'r',
  input: '/in/a.ts',
  output: '/out/a.mp4',
  attempts: [],
  elapsedMs: 3000,
  queuedMs: 0,
} as const;

export const published: Published = {
  ...base,
  kind: 'published',
  strategy: 'default',
  outputBytes: 4 * 1024 * 1024,
  durationMs: 90_000,
  durationChecked: true,
};

export function failed(kind: Failed['kind'], message: string): Failed {
  return { ...base, kind, cause: { kind, message } };
}
