import { describe, expect, it } from 'vitest';
import type { TraceRecord } from '../../../src/trace/trace.js';
import { RunReader, UnusableRunError } from '../../../src/tuner/reading/run-reader.js';
import { header, readRun } from '../counterfactual/recorded.js';

function block(atMs: number, outTimeUs: number, end = false): TraceRecord {
  return { kind: 'block', atMs, outTimeUs, end };
}

describe('a run that is read', () => {
  it('has its silences by phase: to the first advance, between two, and to the end', () => {
    const { summary } = readRun(
      [
        { kind: 'block', atMs: 400, outTimeUs: 0, totalSizeBytes: 44, end: false },
        block(3000, 1e6),
        block(3500, 2e6),
        block(9500, 3e6),
        block(16_500, 3e6, true),
        { kind: 'exit', atMs: 16_600, exit: { code: 0 } },
      ],
      1000,
    );
    expect(summary.largest).toEqual({
      'start-up': { gapMs: 3000, ended: true },
      steady: { gapMs: 6000, ended: true },
      finalising: { gapMs: 7000, ended: true },
    });
    expect(summary).toMatchObject({ durationMs: 16_600, ending: 'own' });
    expect(summary.worst[0]).toEqual({ atMs: 9500, gapMs: 7000, phase: 'finalising', ended: true });
  });

  it('takes a heartbeat for silence, as the supervisor does', () => {
    const still = Array.from({ length: 20 }, (_, i) => block(1000 + i * 500, 1e6));
    const { summary } = readRun([...still, block(11_000, 2e6)], 1000);
    expect(summary.largest.steady).toEqual({ gapMs: 10_000, ended: true });
  });

  it('does not know how long a silence would have been that somebody cut short', () => {
    const stopped = readRun([block(500, 1e6), { kind: 'stop', atMs: 90_500, why: 'stalled' }], 1000);
    expect(stopped.summary.largest.steady).toEqual({ gapMs: 90_000, ended: false });
    expect(stopped.summary.ending).toBe('stopped');
    expect(stopped.beats.end.kind).toBe('unknown');
    const cut = readRun([block(500, 1e6), { kind: 'line', atMs: 700, text: 'x' }], 1000);
    expect(cut.summary).toMatchObject({ ending: 'cut', durationMs: 700 });
  });

  it('believes no record that says less than happened', () => {
    const lossy = new RunReader(header, 1000);
    expect(() => lossy.record({ kind: 'lost', atMs: 5, count: 3 })).toThrow(UnusableRunError);
    const missing = new RunReader(header, 1000);
    const exit: TraceRecord = { kind: 'exit', atMs: 1, exit: { notStarted: 'ENOENT' } };
    expect(() => missing.record(exit)).toThrow('nothing was started');
  });

  it('hangs at an instant that is drawn evenly', () => {
    const beats = Array.from({ length: 100 }, (_, i) => block((i + 1) * 100, (i + 1) * 1e6));
    const onsets = Array.from({ length: 300 }, (_, i) => {
      const { summary } = readRun(beats, 1000, { ...header, job: `job-${i}` });
      const { onsetMs = -1, advancedAtMs = -1 } = summary.hang ?? {};
      expect(onsetMs - advancedAtMs).toBeGreaterThanOrEqual(0);
      expect(onsetMs - advancedAtMs).toBeLessThanOrEqual(100);
      return onsetMs;
    });
    const mean = onsets.reduce((sum, ms) => sum + ms, 0) / onsets.length;
    expect(mean).toBeGreaterThan(4300);
    expect(mean).toBeLessThan(5700);
  });
});
