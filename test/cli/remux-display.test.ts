import { describe, expect, it } from 'vitest';
import { barDisplay, lineDisplay, remuxDisplay } from '../../src/cli/remux-display.js';
import { jobEventSchema } from '../../src/harness/event-schema.js';
import { jobEvent, progressAt } from './events.js';
import { MemoryOutput, memoryIo } from './memory-io.js';

describe('plain lines', () => {
  it('tell every tenth of the way, and not more', () => {
    const output = new MemoryOutput();
    const display = lineDisplay(output);
    for (let step = 0; step <= 1000; step++) display.see(progressAt(step / 1000, step));
    expect(output.lines.length).toBeGreaterThanOrEqual(10);
    expect(output.lines.length).toBeLessThanOrEqual(12);
    expect(output.lines[5]).toMatch(/^ 50 % {2}00:00:50 {2}69x {2}\d+ KiB$/);
  });

  it('tell every ten seconds that it still goes on', () => {
    const output = new MemoryOutput();
    const display = lineDisplay(output);
    for (let second = 0; second <= 60; second++) display.see(progressAt(0.001, second * 1000));
    expect(output.lines).toHaveLength(7);
  });

  it('do not let a recording write to the terminal', () => {
    const output = new MemoryOutput();
    lineDisplay(output).see(
      jobEvent({ event: 'job-accepted', input: '/in/\u001b[2J.ts', output: '/o\n.mp4' }),
    );
    expect(output.text).toBe('remuxing /in/\\x1b[2J.ts to /o\\n.mp4\n');
  });

  it('name a stall, a retry and a warning', () => {
    const output = new MemoryOutput();
    const display = lineDisplay(output);
    const stall = {
      class: 'blocked',
      silentForMs: 90_000,
      ranForMs: 95_000,
      lastProgress: undefined,
      cpuMs: 0,
      ioBytes: 0,
      waits: [],
    } as const;
    display.see(jobEvent({ event: 'stalled', strategy: 'default', stall }));
    display.see(jobEvent({ event: 'retrying', strategy: 'fallback', reason: 'timestamps' }));
    display.see(jobEvent({ event: 'warning', message: 'odd' }));
    expect(output.lines).toEqual([
      'stalled (blocked): no progress for 90 s',
      'trying again with fallback: timestamps',
      'warning: odd',
    ]);
  });
});

describe('JSON lines', () => {
  it('are one event each, as the published schema says', () => {
    const io = memoryIo();
    const display = remuxDisplay(io, true);
    const events = [progressAt(0.5, 1), jobEvent({ event: 'warning', message: 'a\u009b\nb' })];
    for (const event of events) display.see(event);
    display.close();
    expect(io.stderr.lines.map((line) => jobEventSchema.parse(JSON.parse(line)))).toEqual(events);
    expect(io.stderr.text).not.toContain('\u009b');
  });
});

describe('the bar', () => {
  it('shows percentage, media time, speed and size, and is gone at the end', () => {
    const output = new MemoryOutput({ columns: 80 });
    const display = barDisplay(output, false);
    display.see(progressAt(0.25, 0));
    display.close();
    expect(output.text).toContain('25 %  00:00:25  69x  256 KiB');
    const last = output.text.slice(output.text.indexOf('256 KiB'));
    expect(last).toContain('\u001b[');
  });

  it('steps aside for news', () => {
    const output = new MemoryOutput({ columns: 80 });
    const display = barDisplay(output, false);
    display.see(progressAt(0.25, 0));
    display.see(jobEvent({ event: 'warning', message: 'odd' }));
    display.close();
    expect(output.lines.some((line) => line.endsWith('warning: odd'))).toBe(true);
  });

  it('is for terminals that can move the cursor', () => {
    const plain = memoryIo();
    const dumb = { ...memoryIo({ TERM: 'dumb' }), stderr: new MemoryOutput({ columns: 80 }) };
    for (const io of [plain, dumb]) {
      const display = remuxDisplay(io, false);
      display.see(progressAt(0.25, 0));
      display.close();
      expect(io.stderr.text).not.toContain('\u001b');
      expect(io.stderr.text).toContain('25 %');
    }
  });
});
