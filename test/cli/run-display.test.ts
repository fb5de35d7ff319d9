import { describe, expect, it } from 'vitest';
import { lineRunDisplay, liveRunDisplay } from '../../src/cli/run-display.js';
import { held, resultOf, violated } from '../report/reports.js';
import { MemoryOutput } from './memory-io.js';

const style = { columns: 80, colour: false };
const good = resultOf('stall/plain', held);
const bad = resultOf('stall/late', { ...held, ...violated });

describe('a run off a terminal', () => {
  it('is one line for each finished scenario', () => {
    const output = new MemoryOutput();
    const display = lineRunDisplay(output, 12, style);
    for (const scenario of [good, bad]) {
      display.started(scenario.scenario);
      display.finished(scenario);
    }
    display.close();
    expect(output.text).toBe(
      '[ 1/12] ✓ stall/plain held 2.5 s\n[ 2/12] ✗ stall/late violated: detects-stall 2.5 s\n',
    );
  });

  it('keeps to the width', () => {
    const output = new MemoryOutput();
    lineRunDisplay(output, 1, { ...style, columns: 60 }).finished(resultOf('x'.repeat(200), violated));
    expect(output.lines.map((line) => line.length <= 60)).toEqual([true]);
  });
});

it('names the subject and the engine of each line where there are several', () => {
  const plain = new MemoryOutput();
  lineRunDisplay(plain, 1, style, ['subject', 'engine']).finished(bad);
  const live = new MemoryOutput({ columns: 80 });
  liveRunDisplay(live, 1, style, ['subject', 'engine']).finished(bad);
  for (const { text } of [plain, live]) expect(text).toContain('✗ production: process: stall/late violated');
});

describe('a run on a terminal', () => {
  it('is one line rewritten, with what did not hold above it, and nothing left at the end', () => {
    const output = new MemoryOutput({ columns: 70 });
    const display = liveRunDisplay(output, 2, style);
    display.started('stall/plain');
    display.started('stall/late');
    display.finished(good);
    display.finished(bad);
    display.close();
    const drawn = output.text.split('\r\u001b[K');
    expect(drawn).toContain('0/2 done  stall/plain, stall/late');
    expect(drawn).toContain('✗ stall/late violated: detects-stall 2.5 s\n');
    expect(drawn.at(-2)).toBe('2/2 done, 1 not held  ');
    expect(drawn.at(-1)).toBe('');
  });

  it('never fills the last column', () => {
    const output = new MemoryOutput({ columns: 40 });
    liveRunDisplay(output, 2, style).started('x'.repeat(90));
    expect(output.text.replace('\r\u001b[K', '')).toHaveLength(39);
  });
});
