import { describe, expect, it } from 'vitest';
import { step } from '../../../src/script/vocabulary.js';
import { firstOps, textOf, waitedMs } from '../recorder.js';

describe('streams', () => {
  it.each([
    ['flood', 'stderr'],
    ['long-line', 'stdout'],
  ] as const)('%s prints exactly its size', (fault, stream) => {
    for (const size of [1, 65_536, 1_000_001]) {
      const text = textOf(firstOps([step(fault, { size, stream, ends: false })]), stream);
      expect(text).toHaveLength(size);
    }
  });

  it('ends a long line with one newline', () => {
    const text = textOf(firstOps([step('long-line', { size: 100_000 })]), 'stdout');
    expect(text.indexOf('\n')).toBe(100_000);
  });

  it('prints a message several times, with its ending and level', () => {
    const ops = firstOps([
      step('stderr', { text: 'late', times: 3, every: 100, ending: 'return', level: 'warning' }),
    ]);
    expect(textOf(ops, 'stderr')).toBe('late\rlate\rlate\r');
    expect(waitedMs(ops)).toBe(200);
    expect(ops[0]).toMatchObject({ level: 'warning' });
  });

  it('prints garbage that no parser can take for an advance', () => {
    const text = textOf(firstOps([step('garbage', { lines: 100 })]), 'stdout');
    expect(text).not.toMatch(/^(out_time_us|total_size)=\d{1,15}$/m);
    expect(text.split('\n').length).toBeGreaterThan(100);
  });
});
