import { describe, expect, it } from 'vitest';
import { anchorOf, pageDataOf } from '../../../src/report/html/page-data-of.js';
import { compareWithBaseline } from '../../../src/report/verdict-baseline.js';
import { held, late, mixed, plainNaming, resultOf, runReport } from '../reports.js';

describe('the data of the page', () => {
  it('has a row for each scenario, and a column for each subject on each engine', () => {
    const results = [
      resultOf('a', held),
      resultOf('b', held, { engine: 'virtual' }),
      resultOf('a', held, { subject: 'naive' }),
    ];
    const data = pageDataOf(runReport(results, { engines: ['process', 'virtual'] }), plainNaming);
    expect(data.columns).toEqual(['production, process', 'production, virtual', 'naive, process']);
    const played = data.scenarios.map(({ id, results: cells }) => [
      id,
      ...cells.map((cell) => cell !== null),
    ]);
    expect(played).toEqual([
      ['a', true, false, true],
      ['b', false, true, false],
    ]);
  });

  it('names a column by what differs alone', () => {
    expect(pageDataOf(mixed, plainNaming).columns).toEqual(['production']);
    const engines = [resultOf('a', held), resultOf('a', held, { engine: 'virtual' })];
    const both = runReport(engines, { engines: ['process', 'virtual'] });
    expect(pageDataOf(both, plainNaming).columns).toEqual(['process', 'virtual']);
  });

  it('has each complaint with its sentence, and the command that shows it again', () => {
    const { scenarios } = pageDataOf(runReport([late]), plainNaming);
    expect(scenarios[0]?.results[0]).toMatchObject({
      status: 'violated',
      held: '1/3',
      oraclesHeld: ['settles'],
      others: [
        { oracle: 'detects-stall', status: 'violated', sentence: 'killed 3 s late' },
        { oracle: 'slot-released', status: 'inconclusive', sentence: 'too noisy' },
      ],
      jobs: ['stalled after default'],
      replay: 'npx stallproof run stall/late --keep',
    });
  });

  it('marks what differs from the committed verdicts', () => {
    const known = { production: { process: { 'stall/late': [], 'stall/plain': [] } } };
    const comparison = compareWithBaseline(mixed, { v: 1, subjects: known }, []);
    const { scenarios } = pageDataOf(mixed, plainNaming, comparison);
    const changed = scenarios.filter(({ results }) => results.some((result) => result?.changed));
    expect(changed.map(({ id }) => id)).toEqual(['stall/late', 'slots/noisy', 'metrics/hidden']);
  });

  it('shows control characters, and no folder of the machine', () => {
    const said = {
      atMs: 1,
      stream: 'stderr',
      by: 'ffmpeg',
      job: 'job',
      text: '\u001b[2J /a/b/in.ts',
      bytes: 9,
    } as const;
    const timeline = { v: 1, spanMs: 1, lanes: [], said: [said], omitted: 0 } as const;
    const result = resultOf('x', held, { timeline, stderrTail: 'one\ntwo \u0007 /a/b/c' });
    const [row] = pageDataOf(runReport([result]), plainNaming).scenarios;
    expect(row?.results[0]?.timeline?.said[0]?.text).toBe('\\x1b[2J …/in.ts');
    expect(row?.results[0]?.stderrTail).toBe('one\ntwo \\x07 …/c');
  });

  it('leads to a scenario by an address that any name survives', () => {
    const anchor = anchorOf(resultOf('a b/#c"', held));
    expect(anchor).not.toMatch(/[\s"]/);
    expect(decodeURIComponent(anchor.slice(1))).toBe('a b/#c"');
  });
});
