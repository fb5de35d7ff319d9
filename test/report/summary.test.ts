import { describe, expect, it } from 'vitest';
import { summaryReport } from '../../src/report/summary.js';
import { held, mixed, plainNaming, resultOf, runReport, violated } from './reports.js';

describe('summary.md', () => {
  it('says first how it went, then what failed and how to see it again', () => {
    const text = summaryReport(mixed, plainNaming);
    expect(text.split('\n')[0]).toBe('# stallproof: violated');
    expect(text).toContain('1 of 4 scenarios held, 1 violated, 1 inconclusive, 1 unobservable');
    expect(text).toContain('- **detects-stall** violated: killed 3 s late');
    expect(text).toContain('`npx stallproof run stall/late --keep`');
    expect(text).toContain('| stall/plain | ✅ held | 1/1 | 2.5 s |');
    expect(text).toContain('| tells-why | 0 | 0 | 0 | 2 |');
  });

  it('has no chapter of failures where there are none', () => {
    const text = summaryReport(runReport([resultOf('a', held)]), plainNaming);
    expect(text).not.toContain('What did not hold');
  });

  it('tells subjects apart where there are several, and says what was not played', () => {
    const naive = resultOf('a', held, { subject: 'naive' });
    const report = runReport([resultOf('a', held), naive], {
      skipped: [{ scenario: 'sim/only', engine: 'process', reason: 'needs simulated time' }],
    });
    const text = summaryReport(report, plainNaming);
    expect(text).toContain('| production: a |');
    expect(text).toContain('| naive: a |');
    expect(text).toContain('Not played: sim/only: needs simulated time');
  });

  it('sets several subjects side by side: what held of each scenario, or who accuses', () => {
    const naive = resultOf('a', { ...held, ...violated }, { subject: 'naive' });
    const text = summaryReport(runReport([resultOf('a', held), resultOf('b', held), naive]), plainNaming);
    expect(text).toContain(
      [
        '| scenario | production | naive |',
        '| --- | --- | --- |',
        '| a | ✅ 1/1 | ❌ detects-stall |',
        '| b | ✅ 1/1 |  |',
      ].join('\n'),
    );
    expect(summaryReport(mixed, plainNaming)).not.toContain('Side by side');
  });

  it('lets no name from outside break a table or become markup', () => {
    const sentence = '<script>alert(1)</script> | `x` *b*\n# h';
    const result = resultOf('a|b', { settles: { status: 'violated', sentence } });
    const text = summaryReport(runReport([result]), plainNaming);
    expect(text).not.toContain('<script>');
    expect(text).toContain('| a\\|b |');
    expect(text).not.toMatch(/^# h/m);
  });
});
