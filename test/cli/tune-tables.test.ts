import { beforeAll, describe, expect, it } from 'vitest';
import { tuneTables } from '../../src/cli/tune-tables.js';
import { planFor } from '../../src/tuner/counterfactual/plan.js';
import { examplePopulation } from '../../src/tuner/synthetic/write-population.js';
import { type TuneOptions, type TuneReport, tune } from '../../src/tuner/tune.js';
import { judgedFile } from '../tuner/synthetic/judged-population.js';

const OPTIONS: TuneOptions = {
  candidates: { gracesMs: [30_000, 60_000], stallsMs: [5000, 20_000], finalisesMs: [120_000] },
  goal: { budget: 0.3, confidence: 0.9 },
  hangsPerThousandJobs: 10,
};

describe('the tables of a tuning', () => {
  let report: TuneReport;

  beforeAll(async () => {
    const population = { ...examplePopulation(20_000, 4), labels: { storage: 'bad\u001b[31mred' } };
    const odd = { ...population, seed: 5, labels: { storage: 'disk' }, pauses: {} };
    const plan = planFor(OPTIONS.candidates);
    report = await tune([await judgedFile(population, 15, plan), await judgedFile(odd, 15, plan)], OPTIONS);
  }, 30_000);

  it.each([60, 80, 120, 200])('are at most %i columns wide', (columns) => {
    const lines = tuneTables(report, { columns, colour: false }, false);
    for (const line of lines) expect(line.length, line).toBeLessThanOrEqual(columns);
    expect(lines.some((line) => line.startsWith('> 30s/'))).toBe(true);
  });

  it('show more where there is room, and every setting on request', () => {
    const narrow = tuneTables(report, { columns: 60, colour: false }, false).join('\n');
    const wide = tuneTables(report, { columns: 200, colour: false }, false).join('\n');
    expect(narrow).not.toContain('formula');
    expect(wide).toContain('formula');
    const all = tuneTables(report, { columns: 80, colour: false }, true);
    const named = all.filter((line) => line.includes('1m/5s/2m'));
    expect(named.length).toBe(report.strata.length);
  });

  it('print nothing that a trace could rule a terminal with', () => {
    expect(report.differences.splitBy).toEqual(['storage']);
    const text = tuneTables(report, { columns: 80, colour: false }, false).join('\n');
    expect(text).toContain('bad\\x1b[31mred');
    expect(text).not.toContain('\u001b');
  });
});
