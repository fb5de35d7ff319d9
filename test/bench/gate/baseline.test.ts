import { describe, expect, it } from 'vitest';
import { pairedRatio } from '../../../src/bench/figures.js';
import {
  baselineOf,
  benchBaselineSchema,
  differences,
  updatedBenchBaseline,
} from '../../../src/bench/gate/baseline.js';
import type { BenchReport, PartName } from '../../../src/bench/result.js';

const machine = {
  cpu: 'a CPU',
  cores: 2,
  memoryBytes: 1e9,
  kernel: 'Linux',
  node: 'v20.0.0',
  ffmpeg: 'ffmpeg version 5.1',
  loadAtStart: 0.5,
};

function reportOf(part: PartName, samples: readonly number[]): BenchReport {
  const numbered = new Map(samples.map((sample, index) => [index, sample]));
  const ones = new Map(samples.map((_, index) => [index, 1]));
  const ratios = [pairedRatio('ours / theirs', numbered, ones)];
  const empty = { title: part, settings: {}, figures: [], targets: [], notes: [] };
  return {
    v: 1,
    mode: 'quick',
    startedAt: '2026-01-01T00:00:00.000Z',
    elapsedMs: 1,
    machine,
    parts: [{ part, ratios, ...empty }],
  };
}

describe('a baseline', () => {
  it('keeps the samples of each ratio, as many as matter, and comes back as it was written', () => {
    const baseline = baselineOf(
      reportOf(
        'parts',
        Array.from({ length: 500 }, (_, i) => 1 + i / 3),
      ),
    );
    const [ratio] = baseline.parts[0]?.ratios ?? [];
    expect(ratio).toMatchObject({ name: 'ours / theirs', floor: 0.1 });
    expect(ratio?.samples).toHaveLength(400);
    expect(ratio?.samples.at(-1)).toBe(167.33);
    expect(benchBaselineSchema.parse(JSON.parse(JSON.stringify(baseline)))).toEqual(baseline);
  });

  it('may be a whole report', () => {
    const report = JSON.parse(JSON.stringify(reportOf('parts', [1, 2, 3])));
    expect(benchBaselineSchema.parse(report).parts[0]?.ratios[0]?.samples).toEqual([1, 2, 3]);
  });

  it.each([
    ['another version', { v: 2 }],
    ['a part that there is not', { parts: [{ part: 'tea', ratios: [] }] }],
    ['a cost of nothing', { parts: [{ part: 'parts', ratios: [{ name: 'x', floor: 0.1, samples: [0] }] }] }],
  ])('is none with %s', (_what, change) => {
    expect(benchBaselineSchema.safeParse({ ...baselineOf(reportOf('parts', [1])), ...change }).success).toBe(
      false,
    );
  });

  it('keeps the parts that were not measured anew', () => {
    const old = updatedBenchBaseline(undefined, baselineOf(reportOf('scale', [5])));
    const both = updatedBenchBaseline(old, baselineOf(reportOf('parts', [1])));
    expect(both.parts.map(({ part }) => part)).toEqual(['parts', 'scale']);
    const again = updatedBenchBaseline(both, baselineOf(reportOf('scale', [6])));
    expect(again.parts.find(({ part }) => part === 'scale')?.ratios[0]?.samples).toEqual([6]);
  });

  it('keeps a part whose time was used up before it began', () => {
    const old = baselineOf(reportOf('parts', [1]));
    const unmeasured = baselineOf(reportOf('parts', []));
    expect(updatedBenchBaseline(old, unmeasured).parts).toEqual(old.parts);
    const elsewhere = { ...unmeasured, machine: { ...old.machine, cores: 64 } };
    expect(updatedBenchBaseline(old, elsewhere).parts).toEqual([]);
  });

  it('tells in which respect it is of another machine', () => {
    const baseline = baselineOf(reportOf('parts', [1]));
    expect(differences(baseline, { machine })).toEqual([]);
    expect(differences(baseline, { machine: { ...machine, node: 'v22.0.0' } })).toEqual([
      'node v20.0.0, here v22.0.0',
    ]);
  });
});
