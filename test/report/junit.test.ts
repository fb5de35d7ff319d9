import { describe, expect, it } from 'vitest';
import { junitReport, xmlText } from '../../src/report/junit.js';
import { objectionsTo } from './junit-form.js';
import { held, mixed, plainNaming, resultOf, runReport } from './reports.js';

describe('junit.xml', () => {
  it('has a suite for each scenario and a test for each oracle', () => {
    const xml = junitReport(mixed, plainNaming);
    expect(xml.match(/<testsuite /g)).toHaveLength(4);
    expect(xml.match(/<testcase /g)).toHaveLength(8);
    expect(xml).toMatch(/<testsuites name="stallproof" tests="8" failures="1" errors="2" skipped="2"/);
    expect(xml).toContain('<failure message="killed 3 s late" type="violated">');
    expect(xml).toContain('npx stallproof run stall/late --keep');
  });

  it('gives no two tests one class and name, whatever played the scenario', () => {
    const results = [
      resultOf('s/x', held, { engine: 'virtual' }),
      resultOf('s/x', held),
      resultOf('s/x', held, { engine: 'ffmpeg', ffmpeg: '5.1.9' }),
      resultOf('s/x', held, { engine: 'ffmpeg', ffmpeg: '7.1' }),
    ];
    const xml = junitReport(runReport(results, { engines: ['virtual', 'process', 'ffmpeg'] }), plainNaming);
    const keys = [...xml.matchAll(/<testcase [^>]*>/g)].map(([tag]) =>
      ['classname', 'name'].map((key) => new RegExp(` ${key}="([^"]*)"`).exec(tag)?.[1]).join(' '),
    );
    expect(keys).toContain('production.process.s/x settles');
    expect(new Set(keys).size).toBe(results.length);
  });

  it('says why an oracle was skipped', () => {
    expect(junitReport(mixed, plainNaming)).toMatch(/<skipped\/>[\s\S]*shows no events/);
  });

  it('says which scenarios were not played', () => {
    const report = runReport([], {
      skipped: [{ scenario: 'sim/only', engine: 'process', reason: 'needs simulated time' }],
    });
    expect(junitReport(report, plainNaming)).toMatch(
      /sim\/only[\s\S]*<skipped\/>[\s\S]*needs simulated time/,
    );
  });

  it('holds no character that XML forbids, and no markup from outside', () => {
    const sentence = 'a\u0000b\u001b[31m\ud800\uffff ]]> <evil attribute="1"> & 😀';
    const report = runReport([resultOf('s/x', { settles: { status: 'violated', sentence } })]);
    const xml = junitReport(report, plainNaming);
    expect(xml).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    const outsideOfText = xml.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '');
    expect(outsideOfText).not.toContain('<evil');
    expect(outsideOfText).toMatch(/<\/testsuites>\s*$/);
    expect(xml).toContain('😀');
  });
});

describe('a strict reader', () => {
  const hostile = 'a\u0000\u001b[31m\ud800\uffff ]]> <evil a="1"> & &amp; "quoted" \'too\'\n\t😀';

  it('has nothing to object to, whatever a subject has printed', () => {
    const verdicts = (['violated', 'inconclusive', 'unobservable'] as const).map((status) =>
      resultOf(hostile, { settles: { status, sentence: hostile } }, { subject: hostile, title: hostile }),
    );
    const report = runReport(verdicts, {
      skipped: [{ scenario: hostile, engine: 'process', reason: hostile }],
    });
    expect(objectionsTo(junitReport(report, plainNaming))).toEqual([]);
    expect(objectionsTo(junitReport(mixed, plainNaming))).toEqual([]);
  });

  it('would object to a broken one', () => {
    const [good] = [junitReport(mixed, plainNaming)];
    expect(objectionsTo(good.replace('</testcase>', ''))).not.toEqual([]);
    expect(objectionsTo(good.replace('killed', '<b>'))).not.toEqual([]);
    expect(objectionsTo(good.replace('<failure', '<failing'))).not.toEqual([]);
    expect(objectionsTo(good.replace('type=', 'kind='))).toEqual(['<failure kind> is unknown']);
  });

  it('finds the file of a scenario of the user', () => {
    const naming = { ...plainNaming, scenario: (id: string) => `tests/${id}.yaml` };
    expect(junitReport(mixed, naming)).toContain('file="tests/stall/late.yaml"');
    expect(junitReport(mixed, plainNaming)).not.toContain('file=');
  });
});

describe('xmlText', () => {
  it('keeps what XML can hold and escapes the rest', () => {
    expect(xmlText('a\tb\n😀é')).toBe('a\tb\n😀é');
    expect(xmlText('\u0000\u000b\ud800\uffff')).toBe('\\u0000\\u000b\\ud800\\uffff');
  });
});
