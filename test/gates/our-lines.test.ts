import { describe, expect, it } from 'vitest';
import type { Decision } from '../../src/ffmpeg/decision.js';
import { DEFAULT_POLICY } from '../../src/ffmpeg/policy.js';
import { argumentsOf } from '../../src/gates/command-line.js';
import { experimentLine, experimentsFor, policyLines } from '../../src/gates/our-lines.js';

type Runs = Extract<Decision, { kind: 'run' }>;
const decision: Runs = { kind: 'run', ladder: ['default'], streams: { video: 3, audio: 1 }, reason: '' };
const experiments = experimentsFor(DEFAULT_POLICY);
const lineOf = (id: string) => {
  const experiment = experiments.find((each) => each.id === id);
  if (experiment === undefined) throw new Error(`no experiment ${id}`);
  return experimentLine(DEFAULT_POLICY, decision, experiment, { video: 0 }).template.join(' ');
};

it("writes the policy's three lines", () => {
  expect(policyLines(DEFAULT_POLICY, decision).map(({ id }) => id)).toEqual([
    ...['ours/default', 'ours/fallback', 'ours/transcode'],
  ]);
});

describe('an experiment', () => {
  it('leaves each flag of the policy out once', () => {
    expect(experiments.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['without -fflags', 'without -filter:a', 'without -avoid_negative_ts']),
    );
    expect(lineOf('without -fflags')).not.toContain('-fflags');
    expect(lineOf('without -fflags')).toContain('-err_detect ignore_err');
  });

  it('puts one flag in', () => {
    expect(lineOf('with -ss 1')).toContain('-ss 1');
    expect(lineOf('with -copyts')).toMatch(/-copyts (?!1)/);
    expect(lineOf('with discardcorrupt')).toContain('-fflags +genpts+discardcorrupt');
  });

  it('takes the first streams instead of the chosen ones', () => {
    expect(lineOf('with -map 0:v:0? -map 0:a:0?')).toContain('-i file:IN -map 0:v:0? -map 0:a:0? -c:v copy');
    expect(lineOf('with igndts')).toContain('-map 0:3 -map 0:1');
  });
});

it('puts paths in for a run, and opens the log', () => {
  const [line] = policyLines(DEFAULT_POLICY, decision);
  const args = line === undefined ? [] : argumentsOf(line, '/rec/a.ts', '/out/b.mp4');
  expect(args[args.indexOf('-i') + 1]).toBe('file:/rec/a.ts');
  expect(args.at(-1)).toBe('file:/out/b.mp4');
  expect(args[args.indexOf('-loglevel') + 1]).toBe('+repeat+level+verbose');
});
