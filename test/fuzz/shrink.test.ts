import { describe, expect, it } from 'vitest';
import { caseOf } from '../../src/fuzz/campaign.js';
import type { FuzzCase } from '../../src/fuzz/fuzz-case.js';
import { type FuzzSubject, judgeCase, watchCase } from '../../src/fuzz/play-case.js';
import { shrink } from '../../src/fuzz/shrink.js';
import { loadSubject } from '../../src/harness/subject-manifest.js';
import type { OracleName } from '../../src/scenario/oracle-names.js';
import type { Step } from '../../src/script/step.js';
import { builtSupervisor } from '../../src/specimens/catalogue.js';
import { specimenSubject } from '../../src/specimens/subject.js';

const SEED = 1;
const MOST_RUNS = 400;
const MOST_STEPS = 5;

function bad(name: string): FuzzSubject {
  const built = builtSupervisor(name);
  const simulated = built && specimenSubject(built, loadSubject('production')).simulated;
  if (simulated === undefined) throw new Error(`no such specimen: ${name}`);
  return { name, create: simulated };
}

async function find(subject: FuzzSubject, oracle: OracleName): Promise<FuzzCase> {
  for (let index = 0; index < MOST_RUNS; index++) {
    const drawn = caseOf(SEED, index);
    const violations = judgeCase(await watchCase(subject, drawn));
    if (violations.some((violation) => violation.oracle === oracle)) return drawn;
  }
  throw new Error(`${oracle} did not accuse ${subject.name} in ${MOST_RUNS} runs`);
}

function countSteps({ scenario }: FuzzCase): number {
  const count = (steps: readonly Step[]): number =>
    steps.reduce((sum, { config }) => sum + 1 + count((config.steps ?? []) as readonly Step[]), 0);
  return scenario.jobs.reduce(
    (sum, { ffmpeg, ffprobe = [], ffprobeOutput = [] }) =>
      sum + count([...Object.values(ffmpeg).flat(), ...ffprobe, ...ffprobeOutput]),
    0,
  );
}

describe('shrinking', () => {
  it.each<[string, OracleName]>([
    ['retries-stalls', 'stall-is-final'],
    ['no-grace', 'no-false-kill'],
    ['leaks-slot', 'slot-released'],
    ['trusts-exit-zero', 'no-partial-publish'],
    ['counts-stalls-twice', 'stall-counted-once'],
  ])(
    'makes what breaks %s small enough to be read, and it still breaks it',
    async (name, oracle) => {
      const subject = bad(name);
      const found = await find(subject, oracle);
      const shrunk = await shrink(subject, found, oracle);
      expect(countSteps(shrunk?.fuzzCase ?? found)).toBeLessThanOrEqual(MOST_STEPS);
      const again = judgeCase(await watchCase(subject, shrunk?.fuzzCase ?? found));
      expect(again).toContainEqual({ oracle, sentence: shrunk?.sentence });
    },
    60_000,
  );

  it('has nothing to shrink where nothing is violated', async () => {
    const production = loadSubject('production').simulated;
    if (production === undefined) throw new Error('the production supervisor runs in simulated time');
    const subject = { name: 'production', create: production };
    expect(await shrink(subject, caseOf(SEED, 0), 'settles')).toBeUndefined();
  });
});
