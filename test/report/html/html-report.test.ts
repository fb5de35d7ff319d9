import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../src/report/html/html-report.js';
import { readSelftest } from '../../../src/report/selftest-file.js';
import { compareWithBaseline } from '../../../src/report/verdict-baseline.js';
import { held, mixed, plainNaming, resultOf, runReport } from '../reports.js';

const script = 'document.title += "!";';
const page = htmlReport({ report: mixed, naming: plainNaming, script });

describe('the page', () => {
  it('says how it went, what fell short and why, and how to see it again, before any script', () => {
    const plain = page.replace(/<script[\s\S]*/, '');
    expect(plain).toContain('<h1>Oracles were violated</h1>');
    expect(plain).toContain('1 of 4 scenarios held, 1 violated, 1 inconclusive, 1 unobservable');
    expect(plain).toContain('killed 3 s late');
    expect(plain).toContain('<code>npx stallproof run stall/late --keep</code>');
    expect(plain).toContain('href="#stall/late"');
  });

  it('lets its own script run and no other, and nothing be loaded', () => {
    const hash = createHash('sha256').update(script).digest('base64');
    expect(page).toContain(`default-src 'none'; script-src 'sha256-${hash}'`);
    expect(page).not.toMatch(/\b(?:src|srcset|action|data)=/);
    expect([...page.matchAll(/href="([^"]*)"/g)].every(([, href]) => href?.startsWith('#'))).toBe(true);
  });

  it('says what changed only where there is something to compare with', () => {
    expect(page).not.toContain('What changed');
    const known = { production: { process: { 'stall/late': [], gone: [] } } };
    const comparison = compareWithBaseline(mixed, { v: 1, subjects: known }, ['stall/late']);
    const compared = htmlReport({ report: mixed, naming: plainNaming, script, comparison });
    expect(compared).toContain('newly violated: production: stall/late on process (detects-stall)');
    expect(compared).toContain('vanished from the catalogue: production: gone on process');
  });

  it('folds away what nobody would read at once', () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      resultOf(`s${index}`, { settles: { status: 'violated', sentence: 'never' } }),
    );
    const text = htmlReport({ report: runReport(many), naming: plainNaming, script });
    expect(text.match(/<article/g)).toHaveLength(40);
    expect(text).toContain('<summary>28 more</summary>');
  });

  it('has the specimens by oracles where a selftest is given', () => {
    const accusation = { oracle: 'slot-released', scenario: 'a', engine: 'virtual', sentence: 'kept <it>' };
    const rows = [
      { name: 'leaks-slot', caughtBy: 'slot-released', accusations: [accusation], played: 3 },
      { name: 'quiet', caughtBy: 'tells-why', accusations: [], played: 3 },
    ];
    const selftest = readSelftest(JSON.stringify({ v: 1, sharp: false, rows }));
    const text = htmlReport({ report: mixed, naming: plainNaming, script, selftest });
    expect(text).toContain('<small>1 of 2 caught</small>');
    expect(text).toContain('<td class="own" title="a, virtual: kept &lt;it&gt;">●</td>');
    expect(text).toContain('<th scope="row">✗ quiet</th>');
  });

  it('depends on nothing but the results: not on the machine, and not on the time', () => {
    const elsewhere = {
      ...mixed,
      startedAt: '2031-05-05T00:00:00.000Z',
      node: 'v99.0.0',
      platform: 'darwin arm64',
    };
    expect(htmlReport({ report: elsewhere, naming: plainNaming, script })).toBe(page);
  });

  it('says so where nothing ran', () => {
    const empty = htmlReport({ report: runReport([]), naming: plainNaming, script });
    expect(empty).toContain('Nothing ran');
    const good = htmlReport({ report: runReport([resultOf('a', held)]), naming: plainNaming, script });
    expect(good).toContain('Every scenario held');
    expect(good).not.toContain('What fell short');
  });
});
