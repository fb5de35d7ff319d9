import { describe, expect, it } from 'vitest';
import { comparisonLines } from '../../src/report/comparison-lines.js';
import {
  baselineSchema,
  baselineText,
  compareWithBaseline,
  passes,
  updatedBaseline,
  type VerdictBaseline,
} from '../../src/report/verdict-baseline.js';
import { held, inconclusive, resultOf, runReport, violated } from './reports.js';

const knows = (scenarios: Record<string, string[]>): VerdictBaseline => ({
  v: 1,
  subjects: { production: { process: scenarios } },
});
const compare = (results: ReturnType<typeof resultOf>[], baseline: VerdictBaseline, catalogue = ['a', 'b']) =>
  compareWithBaseline(runReport(results), baseline, catalogue);

describe('a run against committed verdicts', () => {
  it('fails on what is newly violated', () => {
    const comparison = compare([resultOf('a', violated)], knows({ a: [] }));
    expect(passes(comparison)).toBe(false);
    expect(comparisonLines(comparison)).toEqual([
      '✗ newly violated: production: a on process (detects-stall)',
    ]);
  });

  it('passes what is known to be violated, and lists it', () => {
    const comparison = compare([resultOf('a', violated)], knows({ a: ['detects-stall'] }));
    expect(passes(comparison)).toBe(true);
    expect(comparisonLines(comparison)).toEqual([
      '· known to be violated: production: a on process (detects-stall)',
    ]);
  });

  it('praises what holds at last', () => {
    const comparison = compare([resultOf('a', held)], knows({ a: ['detects-stall'] }));
    expect(passes(comparison)).toBe(true);
    expect(comparison.newlyHeld).toMatchObject([{ scenario: 'a', oracles: ['detects-stall'] }]);
  });

  it('takes an inconclusive run for neither', () => {
    const comparison = compare([resultOf('a', inconclusive)], knows({ a: ['detects-stall'] }));
    expect(comparison).toMatchObject({ newlyHeld: [], newlyViolated: [] });
  });

  it('names new scenarios, and fails on those that are violated', () => {
    expect(passes(compare([resultOf('b', held)], knows({})))).toBe(true);
    expect(passes(compare([resultOf('b', violated)], knows({})))).toBe(false);
  });

  it('names what vanished from the catalogue, not what was merely left out', () => {
    const comparison = compare([resultOf('a', held)], knows({ a: [], b: [], gone: [] }));
    expect(comparison.vanished).toEqual([{ subject: 'production', engine: 'process', scenario: 'gone' }]);
  });

  it('is quiet when nothing differs', () => {
    expect(comparisonLines(compare([resultOf('a', held)], knows({ a: [] })))).toEqual([]);
  });

  it('records what a run has shown, keeps what was not played, and reads back the same', () => {
    const before = knows({ a: ['detects-stall'], b: ['settles'], gone: [] });
    const after = updatedBaseline(before, runReport([resultOf('a', held)]), ['a', 'b']);
    expect(after).toEqual(knows({ a: [], b: ['settles'] }));
    expect(baselineSchema.parse(JSON.parse(baselineText(after)))).toEqual(after);
    expect(baselineText(after)).toContain('"b": ["settles"]');
  });
});
