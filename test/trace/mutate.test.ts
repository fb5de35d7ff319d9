import { describe, expect, it } from 'vitest';
import { mutate } from '../../src/trace/mutate.js';
import type { TraceRecord } from '../../src/trace/trace.js';

const block = (atMs: number): TraceRecord => ({ kind: 'block', atMs, outTimeUs: atMs * 1000, end: false });
const RUN: readonly TraceRecord[] = [
  block(500),
  { kind: 'line', atMs: 700, text: 'hello' },
  block(1000),
  { kind: 'sample', atMs: 1200, cpuMs: 1, readBytes: 1, writtenBytes: 1, states: 'S' },
  { kind: 'exit', atMs: 1500, exit: { code: 0 } },
];
const shape = (records: readonly TraceRecord[]): string[] =>
  records.map(({ kind, atMs }) => `${kind} ${atMs}`);

describe('a recorded run', () => {
  it('stays as it is without a mutation', () => {
    expect(mutate(RUN, {})).toEqual(RUN);
  });

  it('is stretched', () => {
    expect(shape(mutate(RUN, { stretch: 2 }))).toEqual([
      'block 1000',
      'line 1400',
      'block 2000',
      'sample 2400',
      'exit 3000',
    ]);
  });

  it('loses what is to be dropped', () => {
    expect(shape(mutate(RUN, { drop: ['lines', 'samples'] }))).toEqual([
      'block 500',
      'block 1000',
      'exit 1500',
    ]);
  });

  it('falls silent for ever, or for a while', () => {
    expect(shape(mutate(RUN, { stall: { atMs: 800 } }))).toEqual(['block 500', 'line 700']);
    expect(shape(mutate(RUN, { stall: { atMs: 800, forMs: 90_000 } }))).toEqual([
      'block 500',
      'line 700',
      'block 91000',
      'sample 91200',
      'exit 91500',
    ]);
  });

  it('is cut short', () => {
    const cut = mutate(RUN, { cut: { atMs: 1000, code: 0 } });
    expect(cut.at(-1)).toEqual({ kind: 'exit', atMs: 1000, exit: { code: 0 } });
    expect(shape(cut)).toEqual(['block 500', 'line 700', 'block 1000', 'exit 1000']);
    expect(mutate(RUN, { cut: { atMs: 9000, code: 0 } })).toEqual(RUN);
  });

  it('changes in this order: stretch, drop, stall, cut', () => {
    const all = mutate(RUN, {
      stretch: 2,
      drop: ['lines'],
      stall: { atMs: 1500, forMs: 1000 },
      cut: { atMs: 3100, code: 7 },
    });
    expect(shape(all)).toEqual(['block 1000', 'block 3000', 'exit 3100']);
  });
});
