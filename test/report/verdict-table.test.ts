import { describe, expect, it } from 'vitest';
import { conclusions, failureDetails, scenarioLine, verdictTable } from '../../src/report/verdict-table.js';
import { held, late, mixed, plainNaming, resultOf, runReport, violated } from './reports.js';

const plain = { columns: 80, colour: false };

describe('the verdict table', () => {
  it.each([60, 80, 120, 200])('fits %d columns', (columns) => {
    const long = runReport([...mixed.results, resultOf(`stall/${'long-name-'.repeat(30)}`, violated)]);
    const lines = verdictTable(long, { columns, colour: false }).split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
    expect(lines).toHaveLength(1 + long.results.length);
    expect(lines.at(-1)).toMatch(/…\s+✗ violated\s+0\/1\s+2.5 s/);
  });

  it('has a row for each scenario with what held', () => {
    const rows = verdictTable(mixed, plain)
      .split('\n')
      .map((line) => line.trim().split(/\s{2,}/));
    expect(rows).toEqual([
      ['scenario', 'verdict', 'held', 'time'],
      ['stall/plain', '✓ held', '1/1', '2.5 s'],
      ['stall/late', '✗ violated', '1/3', '2.5 s'],
      ['slots/noisy', '? inconclusive', '1/2', '2.5 s'],
      ['metrics/hidden', '– unobservable', '0/0', '2.5 s'],
    ]);
  });

  it('begins no line as a command of GitHub does', () => {
    const forged = runReport(['::error::forged', '  ::debug::forged'].map((id) => resultOf(id, violated)));
    const lines = verdictTable(forged, plain).split('\n');
    expect(lines[1]).toMatch(/^\\x3a:error::forged /);
    expect(lines.filter((line) => line.trim().startsWith('::'))).toEqual([]);
  });

  it('is no wider than it has to be', () => {
    const [head] = verdictTable(mixed, { columns: 200, colour: false }).split('\n');
    expect(head?.length).toBeLessThan(80);
  });

  it('gives each of several subjects a column', () => {
    const naive = resultOf('stall/late', violated, { subject: 'naive-watchdog' });
    const rows = verdictTable(runReport([...mixed.results, naive]), plain)
      .split('\n')
      .map((line) => line.trim().split(/\s{2,}| (?=naive)/));
    expect(rows).toEqual([
      ['scenario', 'production', 'naive-watchdog'],
      ['stall/plain', '✓ 1/1'],
      ['stall/late', '✗ 1/3', '✗ 0/1'],
      ['slots/noisy', '? 1/2'],
      ['metrics/hidden', '– 0/0'],
    ]);
  });

  it.each([60, 80])('names the subject of each row where %d columns have no room for all', (columns) => {
    const many = Array.from({ length: 9 }, (_, i) => resultOf('a', held, { subject: `subject-${i}` }));
    const lines = verdictTable(runReport(many), { columns, colour: false }).split('\n');
    expect(lines).toHaveLength(1 + many.length);
    expect(lines[1]).toMatch(/^subject-0: a\s+✓ held\s+1\/1/);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(columns);
  });

  it('is coloured only where that is wanted', () => {
    expect(verdictTable(mixed, plain)).not.toContain('\u001b');
    expect(verdictTable(mixed, { columns: 80, colour: true })).toContain('\u001b[31m✗ violated');
  });
});

describe('the details', () => {
  it('give each violated or inconclusive oracle its sentence, and the command that shows it again', () => {
    expect(failureDetails(mixed, plainNaming, plain)).toEqual([
      '',
      '✗ stall/late: About stall/late',
      '    detects-stall violated: killed 3 s late',
      '    slot-released inconclusive: too noisy',
      '    again: npx stallproof run stall/late --keep',
      '',
      '? slots/noisy: About slots/noisy',
      '    slot-released inconclusive: too noisy',
      '    again: npx stallproof run slots/noisy --keep',
    ]);
  });

  it('name the subject where there are several', () => {
    const naive = resultOf('a', violated, { subject: 'naive' });
    const lines = failureDetails(runReport([resultOf('a', held), naive]), plainNaming, plain);
    expect(lines[1]).toBe('✗ naive: a: About a');
  });

  it('escape what a subject said', () => {
    const result = resultOf('a', { settles: { status: 'violated', sentence: '\u001b[2Jgone' } });
    expect(failureDetails(runReport([result]), plainNaming, plain).join('\n')).toContain('\\x1b[2Jgone');
  });
});

describe('single lines', () => {
  it('conclude the run', () => {
    expect(conclusions(mixed)).toEqual([
      'production: 1 of 4 scenarios held, 1 violated, 1 inconclusive, 1 unobservable ' +
        '(3 verdicts held, 2 could not be seen)',
    ]);
  });

  it('tell a finished scenario', () => {
    expect(scenarioLine(late, plain)).toBe('✗ stall/late violated: detects-stall 2.5 s');
    expect(scenarioLine(late, plain, ['subject'])).toMatch(/^✗ production: stall\/late violated/);
  });
});
