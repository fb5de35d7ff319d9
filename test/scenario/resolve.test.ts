import { describe, expect, it } from 'vitest';
import { readScenario } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';

const HEAD = 'title: t\nwhy: w\nfrom: [x]\ncatches: [settles]\n';
const GOOD = `${HEAD}expect: { outcome: published }\n`;

function read(text: string): Scenario {
  return readScenario(text, { file: 'f.yaml', id: 'f' });
}

describe('a scenario file', () => {
  it('gets the defaults of production', () => {
    expect(read(GOOD)).toEqual({
      id: 'f',
      file: 'f.yaml',
      title: 't',
      why: 'w',
      from: ['x'],
      tags: [],
      catches: ['settles'],
      notOn: {},
      speed: 40,
      slots: 1,
      supervisors: 'one',
      watch: {
        startupGraceMs: 30_000,
        stallTimeoutMs: 90_000,
        tickMs: 5_000,
        finaliseMs: 120_000,
        probeTimeoutMs: 120_000,
        totalTimeoutMs: undefined,
      },
      jobs: [
        {
          id: 'job',
          parts: 1,
          outputName: 'job',
          submitAfterMs: 0,
          recording: {
            sizeBytes: 500e6,
            durationMs: 2_400_000,
            video: 'h264',
            audio: 'ac3',
            pixelFormat: 'yuv420p',
          },
          ffmpeg: {},
          expect: { outcome: ['published'] },
        },
      ],
      machine: [],
    });
  });

  it('resolves units, shorthands and the defaults of faults', () => {
    const { jobs } = read(`${GOOD}ffmpeg:
  default:
    - write: 4MiB
    - progress: { blocks: 12, every: 250ms, speed: 69x }
    - wait: 1m30s
    - hang
    - exit: 1
    - fork: [hang, { exit: { code: 2 } }]
`);
    const steps = jobs[0]?.ffmpeg.default;
    expect(steps?.map(({ fault }) => fault)).toEqual(['write', 'progress', 'wait', 'hang', 'exit', 'fork']);
    expect(steps?.[0]?.config).toMatchObject({ size: 4 * 2 ** 20, times: 1, every: 1000 });
    expect(steps?.[1]?.config).toMatchObject({ blocks: 12, every: 250, speed: 69, still: 'none' });
    expect(steps?.[2]?.config).toEqual({ for: 90_000 });
    expect(steps?.[4]?.config).toEqual({ code: 1, end: false });
    expect(steps?.[5]?.config).toMatchObject({
      steps: [
        { fault: 'hang', config: {} },
        { fault: 'exit', config: { code: 2, end: false } },
      ],
    });
  });

  it('tells an absent stream from a default one, and no claim from the truth', () => {
    const [job] = read(`${GOOD}recording: { video: none, claimedDuration: none }\n`).jobs;
    expect(job?.recording).not.toHaveProperty('video');
    expect(job?.recording).toMatchObject({ audio: 'ac3', claimedDurationMs: null });
    const [wild] = read(`${GOOD}recording: { claimedDuration: 20h }\n`).jobs;
    expect(wild?.recording.claimedDurationMs).toBe(72_000_000);
  });

  it('lets jobs inherit what they do not say', () => {
    const { jobs } = read(`${HEAD}recording: { size: 1GB }
ffmpeg: { default: [hang] }
jobs:
  a: { expect: { outcome: stalled } }
  b:
    output: a
    after: 5s
    recording: { duration: 1h }
    ffmpeg: { default: [complete] }
    expect: { outcome: [busy, published], attempts: [], errorLog: no }
`);
    expect(jobs.map(({ id, outputName, submitAfterMs }) => [id, outputName, submitAfterMs])).toEqual([
      ['a', 'a', 0],
      ['b', 'a', 5000],
    ]);
    expect(jobs.map(({ recording }) => [recording.sizeBytes, recording.durationMs])).toEqual([
      [1e9, 2_400_000],
      [1e9, 3_600_000],
    ]);
    expect(jobs.map(({ ffmpeg }) => ffmpeg.default?.[0]?.fault)).toEqual(['hang', 'complete']);
    expect(jobs[1]?.expect).toEqual({ outcome: ['busy', 'published'], attempts: [], errorLog: ['no'] });
  });

  it('reads every machine action', () => {
    const { machine } = read(`${GOOD}machine:
  - cancel: 3s
  - cancel: { after: 4s, job: job }
  - pause-supervisor: { after: 1s, for: 2m }
  - kill-supervisor: { after: 1s, restart: true }
  - kill-supervisor: { after: 2s }
  - lock: dead
  - lock: { owner: foreign-host, job: job }
  - cancel: { after: 5s, job: job, since: job }
  - plant: { at: error-log, as: symlink, job: job }
  - remove-folder: 6s
  - fill-disk: 7s
  - jump-clock: { after: 8s, by: 24h }
  - jump-clock: { after: 9s, by: 1h, back: true }
`);
    expect(machine).toEqual([
      { action: 'cancel', afterMs: 3000 },
      { action: 'cancel', afterMs: 4000, job: 'job' },
      { action: 'pause-supervisor', afterMs: 1000, forMs: 120_000 },
      { action: 'kill-supervisor', afterMs: 1000, restart: true },
      { action: 'kill-supervisor', afterMs: 2000, restart: false },
      { action: 'lock', owner: 'dead' },
      { action: 'lock', owner: 'foreign-host', job: 'job' },
      { action: 'cancel', afterMs: 5000, job: 'job', since: 'job' },
      { action: 'plant', at: 'error-log', as: 'symlink', job: 'job' },
      { action: 'remove-folder', afterMs: 6000 },
      { action: 'fill-disk', afterMs: 7000 },
      { action: 'jump-clock', afterMs: 8000, byMs: 86_400_000 },
      { action: 'jump-clock', afterMs: 9000, byMs: -3_600_000 },
    ]);
  });

  it('takes any name of a file, with parts, for recording and output', () => {
    const [job] = read(`${GOOD}output: "..%d 'x'"
supervisors: each
recording: { name: "-a\\nb.ts", parts: 3 }
`).jobs;
    expect(job).toMatchObject({ outputName: "..%d 'x'", recordingName: '-a\nb.ts', parts: 3 });
  });

  it.each(['a/b', '..', '.', '', `${'x'.repeat(181)}`])('refuses %j as the name of a file', (name) => {
    expect(() => read(`${GOOD}output: ${JSON.stringify(name)}\n`)).toThrow(/output: expected/);
  });
});
