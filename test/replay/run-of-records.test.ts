import { describe, expect, it } from 'vitest';
import { runOfRecords } from '../../src/replay/run-of-records.js';
import type { TraceRecord } from '../../src/trace/trace.js';

const block = (atMs: number, end = false): TraceRecord => ({
  kind: 'block',
  atMs,
  outTimeUs: atMs * 30_000,
  end,
});
const sample = (atMs: number, cpuMs: number, bytes: number): TraceRecord => ({
  kind: 'sample',
  atMs,
  cpuMs,
  readBytes: bytes,
  writtenBytes: bytes,
  states: 'R',
});

describe('what a fake does to repeat a run', () => {
  it('keeps every block at its distance, around what was said on stderr', () => {
    const parts = runOfRecords([
      block(500),
      { kind: 'line', atMs: 700, text: 'hello' },
      block(1000, true),
      { kind: 'exit', atMs: 1100, exit: { code: 0 } },
    ]);
    expect(parts).toEqual([
      {
        kind: 'entries',
        entries: [
          { kind: 'block', afterMs: 500, outTimeUs: 15_000_000, end: false },
          { kind: 'wait', forMs: 200 },
        ],
      },
      { kind: 'line', text: 'hello' },
      {
        kind: 'entries',
        entries: [
          { kind: 'block', afterMs: 300, outTimeUs: 30_000_000, end: true },
          { kind: 'wait', forMs: 100 },
        ],
      },
      { kind: 'end', end: { kind: 'exit', code: 0, complete: true } },
    ]);
  });

  it('works in a silence as the run did: io first, then CPU, then nothing', () => {
    const [entries] = runOfRecords([
      block(1000),
      sample(2000, 0, 0),
      sample(7000, 0, 50e6),
      sample(12_000, 5000, 50e6),
      sample(17_000, 5000, 50e6),
      block(20_000),
    ]);
    expect(entries).toEqual({
      kind: 'entries',
      entries: [
        { kind: 'block', afterMs: 1000, outTimeUs: 30_000_000, end: false },
        { kind: 'wait', forMs: 1000 },
        { kind: 'io', forMs: 5000, bytes: 50e6 },
        { kind: 'cpu', forMs: 5000 },
        { kind: 'block', afterMs: 8000, outTimeUs: 600_000_000, end: false },
      ],
    });
  });

  it('does not repeat what its supervisor did to it: how it would have gone on is not known', () => {
    const parts = runOfRecords([
      block(500),
      { kind: 'signal', atMs: 90_500, signal: 'SIGKILL' },
      { kind: 'stop', atMs: 90_500, why: 'stalled' },
      { kind: 'exit', atMs: 90_510, exit: { signal: 'SIGKILL' } },
    ]);
    expect(parts.at(-1)).toEqual({ kind: 'end', end: { kind: 'unknown' } });
  });

  it('dies of a signal that came from elsewhere, and is complete only when ffmpeg said so', () => {
    const killed = runOfRecords([block(500), { kind: 'exit', atMs: 600, exit: { signal: 'SIGSEGV' } }]);
    expect(killed.at(-1)).toEqual({ kind: 'end', end: { kind: 'signal', signal: 'SIGSEGV' } });
    const short = runOfRecords([block(500), { kind: 'exit', atMs: 600, exit: { code: 0 } }]);
    expect(short.at(-1)).toEqual({ kind: 'end', end: { kind: 'exit', code: 0, complete: false } });
  });
});
