import { expect, it } from 'vitest';
import { medianFigure, target } from '../../src/bench/figures.js';
import { markdownReport } from '../../src/bench/markdown-report.js';
import { around } from './observations.js';

const machine = {
  cpu: 'A CPU | with <bars>',
  cores: 2,
  memoryBytes: 8 * 2 ** 30,
  kernel: 'Linux 6',
  node: 'v20.0.0',
  ffmpeg: 'ffmpeg version 5.1',
  loadAtStart: 0.25,
};

it('names the machine, judges the targets, and shows every number with its interval', () => {
  const figure = medianFigure('total', 'ms', around(12, 100));
  const text = markdownReport({
    v: 1,
    mode: 'full',
    startedAt: '2026-01-01T00:00:00.000Z',
    elapsedMs: 90_000,
    machine,
    parts: [
      {
        part: 'release',
        title: 'How soon',
        settings: { 'stall timeout': '2 s' },
        figures: [figure],
        targets: [target(figure, { atMost: 5 })],
        ratios: [],
        notes: ['left out: x'],
      },
    ],
  });
  expect(text).toContain('- Machine: A CPU \\| with \\<bars\\>, 2 cores, 8 GiB of memory, Linux 6');
  expect(text).toContain('`stallproof bench --full`');
  expect(text).toMatch(/\| ❌ missed \| total \(median\) \| at most 5 ms \| 12 ms \| 12 to 12 \| 100 \|/);
  expect(text).toMatch(/\| total \| median \| 12 ms \| 12 to 12 \| 100 \|/);
  expect(text).toContain('- stall timeout: 2 s');
  expect(text).toContain('- Note: left out: x');
});
