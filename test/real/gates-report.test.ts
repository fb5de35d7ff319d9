import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type RemuxPolicy } from '../../src/ffmpeg/policy.js';
import { policyDigest } from '../../src/gates/policy/policy-digest.js';
import { policyText } from '../../src/gates/policy/policy-text.js';
import { corpusDigest, identify, listRecordings } from '../../src/gates/recordings.js';
import { GATES_VERSION, type GatesResult } from '../../src/gates/result.js';

/**
 * The report that is kept with the sources was made from the policy that is shipped and from the captures that are there: what it
 * proves is proved of both.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const REPORT = resolve(ROOT, 'reports/gates');
const CORPUS = process.env.STALLPROOF_CORPUS ?? resolve(ROOT, '../shared/corpus');
const KEPT_BYTES = 3_000_000;

const textOf = (name: string) => readFileSync(resolve(REPORT, name), 'utf8');
const report = JSON.parse(textOf('report.json')) as Omit<GatesResult, 'measured' | 'proposed'>;
const files = readdirSync(REPORT, { recursive: true, encoding: 'utf8' })
  .filter((name) => !name.startsWith('.cache'))
  .filter((name) => statSync(resolve(REPORT, name)).isFile());

describe('the report of the gates', () => {
  it('is of the policy that is shipped, which is the one that it proposes', () => {
    expect(report.v).toBe(GATES_VERSION);
    expect(policyDigest(DEFAULT_POLICY)).toBe(report.policyDigest);
    expect(policyText(JSON.parse(textOf('policy.json')) as RemuxPolicy)).toBe(policyText(DEFAULT_POLICY));
    expect(DEFAULT_POLICY.provenance).toMatchObject({
      ...{ generator: 'stallproof gates', recordings: report.recordings.length },
      corpusDigest: report.corpusDigest,
    });
  });

  it.skipIf(!existsSync(CORPUS))('is of the captures that are there', { timeout: 30_000 }, async () => {
    const names = listRecordings(CORPUS);
    expect(report.recordings.map(({ name }) => name)).toEqual(names);
    const recordings = await Promise.all(names.map((name) => identify(CORPUS, name)));
    expect(corpusDigest(recordings)).toBe(report.corpusDigest);
  });

  it('has no false success and no false refusal, and every threshold passed, with two versions', () => {
    expect(report.tools.length).toBeGreaterThanOrEqual(2);
    expect(report.gate1.scores).toHaveLength(report.tools.length * report.recordings.length);
    const wrong = report.gate1.scores.filter(({ ours }) => !ours.verdict.startsWith('right'));
    expect(wrong).toEqual([]);
    for (const { passed } of report.gate3) {
      expect(passed).toEqual({ remux: true, delta: true, seeks: true, critical: true });
    }
    expect(report.browser.version).toMatch(/^Chromium \d/);
  });

  it('is the source of the decision record', () => {
    const record = readFileSync(resolve(ROOT, 'docs/adr/0010-policy-from-evidence.md'), 'utf8');
    expect(record).toBe(textOf('adr.md').replace(/^# /, '# 10. '));
  });

  it('is small, and names no folder of the machine that made it', () => {
    const sizes = files.map((name) => statSync(resolve(REPORT, name)).size);
    expect(sizes.reduce((total, bytes) => total + bytes, 0)).toBeLessThan(KEPT_BYTES);
    for (const name of files) {
      expect(textOf(name), name).not.toMatch(/(?:^|[\s":=])(?:file:)?\/(?:home|root|tmp|work)\//m);
    }
  });
});
