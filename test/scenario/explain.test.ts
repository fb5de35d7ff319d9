import { describe, expect, it } from 'vitest';
import { selectScenarios } from '../../src/scenario/catalogue.js';
import { explainScenario } from '../../src/scenario/explain.js';
import { readScenario } from '../../src/scenario/load.js';
import { faultNamed } from '../../src/script/vocabulary.js';

const TEXT = `title: Two jobs
why: Because.
from: [origin flaw 5, my own idea]
catches: [settles, no-litter]
speed: 50
slots: 2
notOn: { ffmpeg: cannot be made to do this }
recording: { size: 1GiB, duration: 1h, video: none, claimedDuration: 20h }
ffmpeg:
  fallback:
    - stderr: "a \\e[31mred line"
    - wait: 90s
    - fork: [{ exit: 3 }]
jobs:
  a: { expect: { outcome: [stalled, killed], attempts: [default, fallback], errorLog: no progress } }
  b: { after: 5s, ffprobe: [hang], expect: { outcome: busy, attempts: [] } }
machine:
  - cancel: { after: 3s, job: b }
  - pause-supervisor: { after: 1s, for: 100s }
  - kill-supervisor: { after: 1s, restart: true }
  - lock: dead
  - jump-clock: { after: 2s, by: 24h, back: true }
`;

const explained = explainScenario(readScenario(TEXT, { file: 'x/two.yaml', id: 'two' }));

describe('explaining a scenario', () => {
  it.each([
    ['what it is', 'Two jobs\ntwo (x/two.yaml)'],
    ['why', 'Because.'],
    ['its thresholds', 'grace 30 s, stall 90 s'],
    ['slots and speed', '2 slots, played 50 times as fast'],
    ['the recording', '1 GiB, 1 h, no video, ac3, claims 20 h'],
    ['each job', 'Job a\n'],
    ['a later start', 'submitted after 5 s'],
    ['the steps of ffprobe', `ffprobe:\n    1. hang: ${faultNamed('hang').summary}`],
    ['settings that people can read', '2. wait (for 90 s):'],
    ['steps of a descendant', '1. exit (code 3):'],
    ['rungs without steps', 'any other rung remuxes well'],
    ['outcomes of which any is right', 'a: the job ends as stalled or killed'],
    ['the rungs', 'a: rungs tried: default, then fallback'],
    ['no rung at all', 'b: no run of ffmpeg at all'],
    ['the error log', 'a: the error log says "no progress"'],
    ['a cancel', 'after 3 s b is cancelled'],
    ['a pause', 'after 1 s the supervisor is stopped for 100 s'],
    ['a kill', 'after 1 s the supervisor is killed and started anew'],
    ['a lock', 'its owner: dead'],
    ['a jump of the calendar', 'after 2 s the calendar jumps back by 24 h'],
    ['the oracles', 'settles, no-litter'],
    ['the story of an incident', 'origin flaw 5: the ladder looked at stderr'],
    ['an incident without a story', 'my own idea\n'],
    ['where it cannot be shown', 'ffmpeg: cannot be made to do this'],
  ])('tells %s', (_, words) => {
    expect(explained).toContain(words);
  });

  it('lets no control character through', () => {
    expect(explained).toContain('\\x1b[31mred line');
    expect(explained).not.toContain('\u001b');
  });

  it('leaves out what there is nothing to say of', () => {
    const plain = 'title: t\nwhy: w\nfrom: [x]\ncatches: [settles]\nexpect: { outcome: published }\n';
    const text = explainScenario(readScenario(plain, { file: 'f', id: 'f' }));
    expect(text).toContain('ffmpeg remuxes well on every rung');
    expect(text).not.toMatch(/Meanwhile|Not shown|undefined/);
  });

  it.each(selectScenarios().map((scenario) => [scenario.id, scenario] as const))(
    'explains %s',
    (_, scenario) => {
      const text = explainScenario(scenario);
      expect(text).not.toMatch(/undefined|NaN|\[object|[^\S\n]\n/);
      for (const line of text.split('\n')) expect(line.length).toBeLessThan(300);
    },
  );
});
