import { expect, it } from 'vitest';
import { clip } from '../../src/report/clip.js';
import { scenarioList } from '../../src/report/scenario-list.js';
import type { Scenario } from '../../src/scenario/scenario.js';

const scenario = (id: string, title: string, tags: readonly string[]): Scenario => ({
  id,
  title,
  tags,
  file: `${id}.yaml`,
  why: 'because',
  from: [],
  catches: [],
  notOn: {},
  speed: 40,
  slots: 1,
  supervisors: 'one',
  watch: {
    startupGraceMs: 30_000,
    stallTimeoutMs: 90_000,
    tickMs: 5000,
    finaliseMs: 120_000,
    probeTimeoutMs: 30_000,
    totalTimeoutMs: undefined,
  },
  jobs: [],
  machine: [],
});

it('aligns the titles and shows the tags', () => {
  const lines = scenarioList([scenario('a/b', 'First', ['smoke']), scenario('a/longer', 'Second', [])], 80);
  expect(lines).toEqual(['a/b       First  [smoke]', 'a/longer  Second']);
});

it('keeps to the width', () => {
  const lines = scenarioList([scenario('x'.repeat(90), 'y'.repeat(90), [])], 60);
  expect(lines.map((line) => line.length)).toEqual([60]);
});

it('clips by characters, not by halves of them', () => {
  expect(clip('😀😀😀', 2)).toBe('😀…');
  expect(clip('ab', 2)).toBe('ab');
  expect(clip('ab', 0)).toBe('');
});
