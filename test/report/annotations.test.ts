import { describe, expect, it } from 'vitest';
import { type AnnotationOptions, annotations } from '../../src/report/annotations.js';
import { compareWithBaseline } from '../../src/report/verdict-baseline.js';
import { held, inconclusive, mixed, plainNaming, resultOf, runReport, violated } from './reports.js';

const options: AnnotationOptions = {
  naming: plainNaming,
  place: (scenario) => ({ file: `scenarios/${scenario}.yaml`, line: 2 }),
};

describe('annotations for GitHub', () => {
  it('are an error for what is violated and a warning for what is inconclusive', () => {
    expect(annotations(mixed, options)).toEqual([
      '::error file=scenarios/stall/late.yaml,line=2,title=production%3A stall/late violated::About stall/late' +
        '%0Adetects-stall violated: killed 3 s late%0Aslot-released inconclusive: too noisy' +
        '%0Aagain: npx stallproof run stall/late --keep',
      '::warning file=scenarios/slots/noisy.yaml,line=2,title=production%3A slots/noisy inconclusive::' +
        'About slots/noisy%0Aslot-released inconclusive: too noisy' +
        '%0Aagain: npx stallproof run slots/noisy --keep',
    ]);
    expect(annotations(runReport([resultOf('s/x', held)]), options)).toEqual([]);
  });

  it('have no place where the file is not in the repository', () => {
    const [line] = annotations(mixed, { ...options, place: () => undefined });
    expect(line).toMatch(/^::error title=production%3A stall\/late violated::/);
  });

  it('cannot be forged by what a subject has printed', () => {
    const sentence = 'a\n::error::forged\r\u001b[31m 100%25';
    const report = runReport([resultOf('s/x', { settles: { status: 'violated', sentence } })]);
    const lines = annotations(report, options);
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toMatch(/[\n\r\u001b]/);
    expect(lines[0]).toContain('a\\n::error::forged\\r\\x1b[31m 100%2525');
  });

  it('leave out what was known to be violated', () => {
    const report = runReport([resultOf('s/known', violated), resultOf('s/new', violated)]);
    const baseline = {
      v: 1 as const,
      subjects: { production: { process: { 's/known': ['detects-stall'], 's/new': [] } } },
    };
    const comparison = compareWithBaseline(report, baseline, ['s/known', 's/new']);
    const lines = annotations(report, { ...options, comparison });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('s/new');
  });

  it('are no more than GitHub shows, and say that there are more', () => {
    const many = Array.from({ length: 25 }, (_, index) => resultOf(`s/${index}`, violated));
    const noisy = resultOf('s/noisy', inconclusive);
    const lines = annotations(runReport([...many, noisy]), options);
    expect(lines.filter((line) => line.startsWith('::error '))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith('::warning '))).toHaveLength(1);
    expect(lines).toContain('::notice title=stallproof::15 more: see the summary');
  });

  it('tell where the engines disagree', () => {
    const disagreements = [{ scenario: 's/x', subject: 'production', sentence: 'the outcome' }];
    expect(annotations(runReport([], { disagreements }), options)).toEqual([
      '::error title=the engines disagree::s/x: the outcome',
    ]);
  });
});
