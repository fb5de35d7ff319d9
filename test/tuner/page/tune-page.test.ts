import { beforeAll, describe, expect, it } from 'vitest';
import { planFor } from '../../../src/tuner/counterfactual/plan.js';
import { tunePage } from '../../../src/tuner/page/tune-page.js';
import { examplePopulation } from '../../../src/tuner/synthetic/write-population.js';
import { type TuneOptions, type TuneReport, tune } from '../../../src/tuner/tune.js';
import { judgedFile } from '../synthetic/judged-population.js';

const OPTIONS: TuneOptions = {
  candidates: { gracesMs: [30_000], stallsMs: [5000, 20_000, 90_000], finalisesMs: [120_000] },
  goal: { budget: 0.3, confidence: 0.95 },
  hangsPerThousandJobs: 10,
};

const HOSTILE = '<script>alert("x")</script>';

describe('the page', () => {
  let report: TuneReport;

  beforeAll(async () => {
    const plan = planFor(OPTIONS.candidates);
    const populations = [
      { ...examplePopulation(20_000, 1), labels: { storage: HOSTILE } },
      {
        ...examplePopulation(20_000, 2),
        labels: { storage: 'disk' },
        pauses: { finalising: { share: 1, leastMs: 60_000, meanMs: 1 } },
      },
    ];
    const files = [];
    for (const population of populations) files.push(await judgedFile(population, 12, plan));
    report = await tune(files, OPTIONS);
  }, 30_000);

  it('has a section for what the data tells apart, each with three plots', () => {
    expect(report.differences.splitBy).toEqual(['storage']);
    const page = tunePage(report);
    expect(page.match(/<h2>/g)).toHaveLength(2);
    expect(page.match(/<svg/g)).toHaveLength(6);
  });

  it('means nothing by what stands in a trace, and needs nothing from elsewhere', () => {
    const page = tunePage(report);
    expect(page).not.toContain('<script');
    expect(page).toContain('storage=&lt;script&gt;');
    expect(page).not.toMatch(/(src|href)="?https?:/);
  });

  it('lets wide tables scroll by themselves, on a phone', () => {
    const page = tunePage(report);
    const tables = page.match(/<table>/g)?.length;
    expect(tables).toBeGreaterThan(0);
    expect(page.match(/<div class="wide"><table>/g)).toHaveLength(tables ?? 0);
    expect(page).toMatch(/\.wide [^}]*overflow-x: auto/);
  });

  it('is the same each time', () => {
    expect(tunePage(report)).toBe(tunePage(report));
  });
});
