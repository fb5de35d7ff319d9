import { expect, it } from 'vitest';
import { benchBar, benchLines } from '../../src/cli/bench-display.js';
import { MemoryOutput } from './memory-io.js';

it('says now and then how far it is and what is left', () => {
  const output = new MemoryOutput();
  let nowMs = 0;
  const display = benchLines(output, () => nowMs);
  for (let done = 0; done <= 20; done++) {
    display.see({ part: 'release', done, total: 20, leftMs: (20 - done) * 1000 });
    nowMs += 4_000;
  }
  expect(output.lines.length).toBeLessThan(12);
  expect(output.lines[0]).toBe('release 0/20, about 20 s left');
  expect(output.lines.at(-1)).toBe('release 20/20, about 0 ms left');
});

it('draws a bar where that can be redrawn, and leaves a clean line', () => {
  const output = Object.assign(new MemoryOutput({ columns: 80 }), {
    cursorTo: () => true,
    clearLine: () => true,
    moveCursor: () => true,
  });
  const display = benchBar(output);
  display.see({ part: 'release', done: 0, total: 3, leftMs: 36_000 });
  display.see({ part: 'release', done: 3, total: 3, leftMs: 0 });
  display.see({ part: 'scale', done: 0, total: 1, leftMs: 1_000 });
  display.close();
  expect(output.text).toMatch(/release 0\/3 {2}about 36 s left/);
  expect(output.text).toMatch(/scale 0\/1/);
});
