import { describe, expect, it } from 'vitest';
import { loadSubject, readSubject } from '../../src/harness/subject-manifest.js';
import { ScenarioError } from '../../src/scenario/scenario-error.js';

const GOOD = `name: mine
title: Mine
command: ["{folder}/mine", "{ffmpeg}", "{input}", "{output}"]
exit: { "0": published, "3": stalled }
`;

function problemsOf(text: string): string[] {
  try {
    readSubject(text, 'mine.yaml');
  } catch (error) {
    if (error instanceof ScenarioError) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('readSubject', () => {
  it('fills in what a manifest leaves out', () => {
    expect(readSubject(GOOD, 'mine.yaml')).toEqual({
      name: 'mine',
      title: 'Mine',
      command: ['{folder}/mine', '{ffmpeg}', '{input}', '{output}'],
      jobs: 'single',
      exit: { '0': 'published', '3': 'stalled' },
      artefacts: {},
    });
  });

  it('says where a mistake stands, and what was meant', () => {
    expect(problemsOf(`${GOOD}metrix: x\n`)).toEqual([
      expect.stringMatching(/^mine\.yaml:5:1: metrix: unknown key "metrix", did you mean "metrics"\?/),
    ]);
    expect(problemsOf(GOOD.replace('{input}', '{inptu}'))).toEqual([
      expect.stringMatching(/^mine\.yaml:3:\d+: command\[2\]: nothing is filled in for \{inptu\}/),
    ]);
    expect(problemsOf(GOOD.replace('stalled', 'staled'))).toEqual([
      expect.stringMatching(/did you mean "stalled"\?/),
    ]);
    expect(problemsOf(`${GOOD}log: { stalled: "(" }\n`)).toEqual([
      expect.stringMatching(/^mine\.yaml:5:\d+: log\.stalled: expected a regular expression/),
    ]);
  });

  it('tells everything that is missing at once', () => {
    expect(problemsOf('name: mine\n').length).toBeGreaterThanOrEqual(3);
  });
});

describe('loadSubject', () => {
  it.each(['production', 'naive-watchdog'])('finds the packaged manifest %s', (name) => {
    expect(loadSubject(name).manifest.name).toBe(name);
  });

  it('names what there is when a subject is not found', () => {
    expect(() => loadSubject('prodution')).toThrow(/did you mean "production"\?/);
    expect(() => loadSubject('retries-stals', ['retries-stalls'])).toThrow(/did you mean "retries-stalls"\?/);
    expect(() => loadSubject('/nowhere/mine.yaml')).toThrow(ScenarioError);
  });

  it('refuses what is no file', () => {
    expect(() => loadSubject('/')).toThrow(/not a regular file/);
  });
});
