import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadScenario, MAX_SCENARIO_BYTES, readScenario } from '../../src/scenario/load.js';
import { type Problem, ScenarioError } from '../../src/scenario/scenario-error.js';

const HEAD = 'title: t\nwhy: w\nfrom: [x]\ncatches: [settles]\n';
const GOOD = `${HEAD}expect: { outcome: published }\n`;

function problems(text: string): readonly Problem[] {
  try {
    readScenario(text, { file: 'f.yaml', id: 'f' });
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

/** `line:column path: message` of each problem. */
function told(text: string): string[] {
  return problems(text).map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`);
}

describe('what is wrong with a file', () => {
  it.each([
    ['a misspelt key', `${GOOD}tgas: [a]\n`, '6:1 tgas: unknown key "tgas", did you mean "tags"?'],
    [
      'a misspelt fault',
      `${GOOD}ffmpeg:\n  default:\n    - hnag\n`,
      '8:7 ffmpeg.default[0]: unknown fault "hnag", did you mean "hang"?',
    ],
    [
      'a misspelt fault with settings',
      `${GOOD}ffmpeg: { default: [{ progres: { blocks: 1 } }] }\n`,
      '6:23 ffmpeg.default[0].progres: unknown fault "progres", did you mean "progress"?',
    ],
    [
      'a misspelt setting of a fault',
      `${GOOD}ffmpeg: { default: [{ progress: { block: 1 } }] }\n`,
      '6:35 ffmpeg.default[0].progress.block: unknown setting "block", did you mean "blocks"?',
    ],
    [
      'a fault that needs a value',
      `${GOOD}ffmpeg: { default: [wait] }\n`,
      '6:21 ffmpeg.default[0]: "wait" needs a value',
    ],
    [
      'two faults in one step',
      `${GOOD}ffmpeg:\n  default:\n    - hang: {}\n      exit: 1\n`,
      '8:7 ffmpeg.default[0]: expected one fault in each step; start the next step with its own "- "',
    ],
    [
      'a duration without unit',
      `${GOOD}watch:\n  stall: 90\n`,
      '7:10 watch.stall: expected a duration with its unit, such as 90s or 500ms',
    ],
    [
      'a number that is too large',
      `${GOOD}ffmpeg: { default: [{ exit: 256 }] }\n`,
      '6:29 ffmpeg.default[0].exit: expected at most 255',
    ],
    [
      'a choice that does not exist',
      `${GOOD}ffmpeg: { default: [{ output: emtpy }] }\n`,
      '6:31 ffmpeg.default[0].output: unknown choice "emtpy", did you mean "empty"?',
    ],
    [
      'an oracle that does not exist',
      GOOD.replace('[settles]', '[setles]'),
      '4:11 catches[0]: unknown oracle "setles", did you mean "settles"?',
    ],
    [
      'an outcome that does not exist',
      `${HEAD}expect: { outcome: stall }\n`,
      '5:20 expect.outcome: unknown outcome "stall", did you mean "stalled"?',
    ],
    [
      'a step inside a descendant',
      `${GOOD}ffmpeg: { default: [{ fork: [hnag] }] }\n`,
      '6:30 ffmpeg.default[0].fork[0]: unknown fault "hnag", did you mean "hang"?',
    ],
    ['a missing key', GOOD.replace('why: w\n', ''), '1:1 why: missing'],
    [
      'neither expect nor jobs',
      HEAD,
      '1:1 : expected either expect (one job) or jobs (several, each with its own expect)',
    ],
    [
      'a job that does not exist',
      `${GOOD}machine: [{ cancel: { after: 1s, job: jb } }]\n`,
      '6:39 machine[0].cancel.job: unknown job "jb", did you mean "job"?',
    ],
    [
      'a job to count from that does not exist',
      `${GOOD}machine: [{ cancel: { after: 1s, since: jb } }]\n`,
      '6:41 machine[0].cancel.since: unknown job "jb", did you mean "job"?',
    ],
    [
      'a lock owner that does not exist',
      `${GOOD}machine: [{ lock: dad }]\n`,
      '6:19 machine[0].lock: unknown owner "dad", did you mean "dead"?',
    ],
    ['text where a map belongs', `${GOOD}recording: big\n`, '6:12 recording: expected a map of settings'],
    ['no file at all', '', '1:1 : expected a map of keys'],
    [
      'a name for a job that is no name',
      `${HEAD}jobs: { "a b": { expect: { outcome: busy } } }\n`,
      /5:9 jobs.a b: /,
    ],
    [
      'a number as the name of a job, which would not keep its place',
      `${HEAD}jobs: { 2: { expect: { outcome: busy } } }\n`,
      /5:9 jobs.2: expected lower-case words .* begins with a letter/,
    ],
    ['a list of jobs without any', `${HEAD}jobs: {}\n`, '5:1 jobs: expected at least one job'],
  ])('is told for %s', (_, text, message) => {
    if (message instanceof RegExp) expect(told(text).join('\n')).toMatch(message);
    else expect(told(text)).toEqual([message]);
  });

  it('is told all at once, in the order of the file', () => {
    const text = `title: 1
why: w
from: x
catches: [a, settles]
speed: 0
watch: { stal: 1s }
ffmpeg: { default: [hang, hnag, { exit: x }] }
expect: { outcome: done }
extra: 1
`;
    expect(problems(text).map(({ path }) => path)).toEqual([
      'title',
      'from',
      'catches[0]',
      'speed',
      'watch.stal',
      'ffmpeg.default[1]',
      'ffmpeg.default[2].exit',
      'expect.outcome',
      'extra',
    ]);
  });

  it('shows the offending value, shortened and escaped', () => {
    const text = `${GOOD.replace('title: t', 'title: "a\\eb"')}speed: "${'x'.repeat(200)}"\n`;
    const [problem] = problems(text);
    expect(problem?.found).toHaveLength(61);
    const hostile = problems(GOOD.replace('[settles]', '["\\e[31m"]'))[0];
    expect(new ScenarioError(hostile === undefined ? [] : [hostile]).message).not.toContain('\u001b');
  });

  it('says what was found once', () => {
    const text = `${GOOD.replace('[settles]', '[setles]')}speed: 0\n`;
    expect(new ScenarioError(problems(text)).message).toBe(
      'f.yaml:4:11: catches[0]: unknown oracle "setles", did you mean "settles"?\n' +
        'f.yaml:6:8: speed: expected at least 1, found 0',
    );
  });

  it('lists no more than a reader can take in', () => {
    const text = `${GOOD}tags: [${Array(200).fill('"No Slug"').join(', ')}]\n`;
    expect(problems(text)).toHaveLength(200);
    expect(new ScenarioError(problems(text)).message).toMatch(/… and 150 more$/);
  });
});

describe('loading from a path', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stallproof-load-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function refusal(file: string): string {
    try {
      loadScenario({ file, id: 'x' });
    } catch (error) {
      if (error instanceof ScenarioError) return error.message;
      throw error;
    }
    return 'loaded';
  }

  it('says what it could not read', () => {
    const missing = join(folder, 'missing.yaml');
    expect(refusal(missing)).toMatch(/^\S+missing\.yaml: cannot be read: ENOENT/);
    expect(refusal(folder)).toContain('not a regular file');
  });

  it('does not wait for the writer of a FIFO', () => {
    const fifo = join(folder, 'fifo.yaml');
    execFileSync('mkfifo', [fifo]);
    expect(refusal(fifo)).toContain('not a regular file');
  });

  it('refuses a file that is too large to be a scenario', () => {
    const file = join(folder, 'large.yaml');
    writeFileSync(file, `${GOOD}# ${'x'.repeat(MAX_SCENARIO_BYTES)}\n`);
    expect(refusal(file)).toContain('larger than 1 MiB');
  });
});
