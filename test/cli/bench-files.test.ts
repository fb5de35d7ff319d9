import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  benchFolder,
  defaultBenchFolder,
  measuredScope,
  readBenchBaseline,
  writeBenchBaseline,
} from '../../src/cli/bench-files.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

const baseline = {
  v: 1 as const,
  mode: 'quick' as const,
  startedAt: '2026-01-01T00:00:00.000Z',
  machine: { cpu: 'c', cores: 2, node: 'n', ffmpeg: 'f' },
  parts: [{ part: 'parts' as const, ratios: [{ name: 'x', floor: 0.1, samples: [1, 2] }] }],
};

beforeAll(() => {
  writeFileSync(folder.in('text'), 'no JSON');
  writeFileSync(folder.in('other'), '{"v":1}');
});

describe('the file to compare with', () => {
  it('comes back as it was written', () => {
    writeBenchBaseline(folder.in('baseline.json'), baseline);
    expect(readBenchBaseline(folder.in('baseline.json'), false)).toEqual(baseline);
  });

  it('need not be there when it is to be written', () => {
    expect(readBenchBaseline(folder.in('new.json'), true)).toBeUndefined();
  });

  it.each([
    ['none', /cannot be compared with/],
    ['text', /no JSON/],
    ['other', /no baseline of benchmarks: mode/],
  ])('%s is refused, with the way out', (name, message) => {
    expect(() => readBenchBaseline(folder.in(name), false)).toThrow(message);
    expect(() => readBenchBaseline(folder.in(name), false)).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('--update') }),
    );
  });

  it('cannot be written where there is no folder', () => {
    expect(() => readBenchBaseline(folder.in('no/new.json'), true)).toThrow(/nothing can be written in/);
  });
});

it('writes a report for machines and one for people', () => {
  const report = {
    v: 1 as const,
    mode: 'quick' as const,
    startedAt: '',
    elapsedMs: 1,
    machine: { cpu: 'c', cores: 2, memoryBytes: 1, kernel: '', node: '', ffmpeg: '', loadAtStart: 0 },
    parts: [],
  };
  benchFolder(folder.in('deep/reports'))(report);
  expect(JSON.parse(readFileSync(folder.in('deep/reports/bench.json'), 'utf8'))).toEqual(report);
  expect(readFileSync(folder.in('deep/reports/bench.md'), 'utf8')).toMatch(/^# Benchmarks\n/);
  expect(() => benchFolder(folder.in('text'))).toThrow(/--out|cannot be written/);
});

describe('a report that nobody has named a folder for', () => {
  const goesTo = (mode: 'quick' | 'full', parts: readonly ('parts' | 'scale')[], isGate = false): string =>
    path.relative(folder.in('.'), defaultBenchFolder({ mode, parts }, isGate, folder.in('.')));
  const standing = (mode: 'quick' | 'full', parts: readonly string[]): void => {
    mkdirSync(folder.in('reports'), { recursive: true });
    const report = {
      ...baseline,
      mode,
      parts: parts.map((part) => ({ part, ratios: [{ name: part, floor: 0.1, samples: [1] }] })),
    };
    writeFileSync(folder.in('reports/bench.json'), JSON.stringify(report));
  };

  it('replaces none, a quick one, or a full one of no more parts', () => {
    expect(goesTo('quick', ['parts'])).toBe('reports');
    standing('quick', ['parts', 'scale']);
    expect(goesTo('quick', ['parts'])).toBe('reports');
    standing('full', ['parts']);
    expect(goesTo('full', ['scale', 'parts'])).toBe('reports');
  });

  it('leaves what a larger run has shown where it is', () => {
    standing('full', ['parts', 'scale']);
    expect(goesTo('quick', ['parts', 'scale'])).toBe('reports/latest');
    expect(goesTo('full', ['parts'])).toBe('reports/latest');
  });

  it('is of what was measured, whatever else was to be', () => {
    const [part] = baseline.parts;
    const unmeasured = { part: 'scale' as const, ratios: [{ name: 'y', floor: 0.1, samples: [] }] };
    const report = { ...baseline, mode: 'full' as const, parts: [...baseline.parts, unmeasured] };
    expect(measuredScope(report)).toEqual({ mode: 'full', parts: [part?.part] });
    mkdirSync(folder.in('reports'), { recursive: true });
    writeFileSync(folder.in('reports/bench.json'), JSON.stringify(report));
    expect(goesTo('full', ['parts'])).toBe('reports');
  });

  it('is no published one where it was made for the gate', () => {
    standing('quick', ['parts']);
    expect(goesTo('full', ['parts', 'scale'], true)).toBe('reports/latest');
  });
});
