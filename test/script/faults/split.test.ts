import { describe, expect, it } from 'vitest';
import { step } from '../../../src/script/vocabulary.js';
import { blocksOf, firstOps, textOf } from '../recorder.js';

describe('split', () => {
  const whole = textOf(firstOps([step('progress', { blocks: 5 })]), 'stdout');

  it.each(['split', 'glued', 'bytes'])('prints the same bytes when %s', (style) => {
    const ops = firstOps([step('split', { blocks: 5, style })]);
    expect(textOf(ops, 'stdout')).toBe(whole);
    expect(blocksOf(ops)).toHaveLength(5);
    const writes = ops.filter((op) => op.op === 'write').length;
    expect(writes).toBe(style === 'glued' ? 3 : style === 'split' ? 10 : whole.length);
  });

  it('cuts within a number', () => {
    const cut = firstOps([step('split', { blocks: 1 })]).find((op) => op.op === 'write');
    expect(cut?.text).toMatch(/out_time_us=\d$/);
  });
});
