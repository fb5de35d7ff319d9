import { describe, expect, it } from 'vitest';
import { medianFigure, target } from '../../src/bench/figures.js';
import { judgeRatios } from '../../src/bench/gate/judge-ratios.js';
import type { BenchReport } from '../../src/bench/result.js';
import { figureTables, gateTable, targetLines } from '../../src/cli/bench-tables.js';
import { around } from '../bench/observations.js';

const LONG = 'a name that says at length what was measured, of whom, where and how';
const figures = [
  medianFigure(LONG, 'MB/s', around(123_456, 50)),
  medianFigure('short', 'ms', around(0.0123, 50)),
  medianFigure('nothing', '', []),
];
const report: BenchReport = {
  v: 1,
  mode: 'quick',
  startedAt: '',
  elapsedMs: 1,
  machine: { cpu: '', cores: 1, memoryBytes: 1, kernel: '', node: '', ffmpeg: '', loadAtStart: 0 },
  parts: [
    {
      part: 'parts',
      title: LONG,
      settings: {},
      figures,
      targets: [],
      ratios: [],
      notes: [`${LONG} \u001b[31m`],
    },
  ],
};
const ratio = (name: string, factor: number) => ({
  name,
  floor: 0.1,
  samples: around(factor, 40),
});
const gate = judgeRatios(
  [ratio(LONG, 1.3), ratio('same', 1), ratio('new', 1)],
  [ratio(LONG, 1), ratio('same', 1), ratio('gone', 1)],
);

function widest(lines: readonly string[]): number {
  return Math.max(...lines.flatMap((line) => line.split('\n')).map((line) => line.length));
}

describe.each([60, 80, 200])('at %i columns', (columns) => {
  const style = { columns, colour: false };

  it('no line of numbers is wider, and none of them is cut', () => {
    const lines = figureTables(report, style);
    expect(widest(lines)).toBeLessThanOrEqual(columns);
    const text = lines.join('\n');
    expect(text).toContain('123456 MB/s');
    expect(text).toContain('0.0123 ms');
    expect(text).not.toContain('…');
    for (const word of LONG.split(' ')) expect(text).toContain(word);
    expect(text).not.toContain('\u001b');
  });

  it('no line of targets is wider', () => {
    const targets = figures.map((figure) => target(figure, { atMost: 1 }));
    const lines = targetLines(targets, style);
    expect(widest(lines)).toBeLessThanOrEqual(columns);
    expect(lines.join(' ')).toMatch(/✗ missed: [\s\S]*✓ met: short[\s\S]*\? undecided: nothing/);
  });

  it('no row of the gate is wider', () => {
    const [table = '', ...rest] = gateTable(gate, style);
    expect(widest([table])).toBeLessThanOrEqual(columns);
    expect(table).toMatch(/✗ a name[\s\S]*\+30\.0 %[\s\S]*✓ same[\s\S]*– gone/);
    expect(rest.join('\n')).toMatch(
      /dearer by more than 10 %: a name.*\+30\.0 %\n\+ not in the baseline: new/,
    );
  });
});
