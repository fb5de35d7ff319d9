import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/ffmpeg/policy.js';
import { drawConclusions, type Measurements } from '../../src/gates/conclusions.js';
import { decisionRecord } from '../../src/gates/report/adr.js';
import { buildReport } from '../../src/gates/report/build-report.js';
import { htmlReport } from '../../src/gates/report/html.js';
import { markdownReport } from '../../src/gates/report/markdown.js';
import { summaryLines } from '../../src/gates/report/summary.js';
import { measured, message, trial, wrong } from './measured.js';

const HOSTILE = '<b onmouseover="x">\u001b[31m.ts';
const version = { name: '5.1', release: '5.1' };
const judge = { ffprobe: '/secret/ffprobe', env: {}, version };
const MEASUREMENTS: Measurements = {
  recordings: [HOSTILE, 'b.ts', 'c.ts'].map((name) => ({ name, sizeBytes: 9, sha256: 'ab' })),
  tools: [
    {
      name: '5.1',
      ffmpeg: '/secret/ffmpeg',
      ffprobe: '/secret/ffprobe',
      env: {},
      version,
      probeVersion: version,
      judge,
    },
  ],
  measured: [
    measured({
      recording: HOSTILE,
      experiments: [wrong('with -ss 1', '1 s instead of 2 s', { deltaMs: -1_000 })],
    }),
    measured({
      recording: 'b.ts',
      trials: [trial('ours/default', { messages: [message('no-frame', 'error', 3)] })],
    }),
    measured({
      ...{ recording: 'c.ts', truth: { video: false, audio: false }, trials: [], originLadder: [] },
      supervised: { kind: 'refused', reason: 'refused: nothing playable', attempts: [] },
      search: [{ command: 'ffmpeg -i IN', exit: '1', frame: false }],
    }),
  ],
  flags: [
    {
      ...{ flag: '-vsync cfr', tools: '5.1', usedBy: ['origin/fallback'] },
      ...{ verdict: 'deprecated', says: 'use -fps_mode' },
    },
  ],
  presences: [{ id: 'no-frame', tools: '5.1', found: 1, alternatives: 1 }],
  ...{ policy: DEFAULT_POLICY, counted: undefined, logs: [], browser: { missing: 'no Chromium' } },
  now: new Date('2026-01-03T04:05:06Z'),
};

const result = drawConclusions(MEASUREMENTS);
const withoutTimes = ({ times: _, proposed, ...rest }: typeof result) => ({
  ...rest,
  proposed: { ...proposed, provenance: { ...proposed.provenance, generatedAt: '' } },
});

describe('conclusions', () => {
  it('are the same whenever they are drawn, apart from the times', () => {
    const later = drawConclusions({ ...MEASUREMENTS, now: new Date('2027-07-07T07:07:07Z') });
    expect(later).not.toEqual(result);
    expect(withoutTimes(later)).toEqual(withoutTimes(result));
  });

  it('score every recording', () => {
    expect(result.gate1.scores.map(({ ours }) => ours.verdict)).toEqual(['right', 'right', 'right-refusal']);
    expect(result.gate3[0]).toMatchObject({ tools: '5.1', remux: { count: 2, total: 2 } });
  });

  it('tell nothing of the machine', () => {
    expect(JSON.stringify(result)).not.toContain('/secret/');
  });
});

describe('the report', () => {
  const report = buildReport(result);

  it.each([
    ['Markdown', markdownReport(report)],
    ['HTML', htmlReport(report)],
    ['the decision record', decisionRecord(result)],
    ['a terminal', summaryLines(result).join('\n')],
  ])('in %s has no hole', (_, text) => {
    expect(text).not.toMatch(/undefined|NaN|\[object|Infinity/);
    expect(text.length).toBeGreaterThan(100);
  });

  it('shows every gate, and hostile names as text', () => {
    const html = htmlReport(report);
    for (const title of ['Gate 1', 'Gate 2', 'Gate 3', 'Gate 4', 'Messages']) expect(html).toContain(title);
    expect(html).toContain('&lt;b onmouseover=');
    expect(html).not.toContain('<b onmouseover');
    expect(html).not.toContain('\u001b');
    expect(markdownReport(report)).toContain('\\<b onmouseover');
  });

  it('names the refusal, its reason and the search', () => {
    const text = markdownReport(report);
    expect(text).toContain('refused: nothing playable');
    expect(text).toContain('ffmpeg -i IN');
  });
});
