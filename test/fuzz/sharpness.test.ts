import { describe, expect, it } from 'vitest';
import { withoutCalmJobs } from '../../src/fuzz/calm-jobs.js';
import { caseOf } from '../../src/fuzz/campaign.js';
import { judgeCase, watchCase } from '../../src/fuzz/play-case.js';
import {
  type Caught,
  EXEMPT,
  isSharp,
  MOST_STEPS,
  type Sharpness,
  trySharpness,
} from '../../src/fuzz/sharpness.js';
import { CONTROL, SPECIMENS } from '../../src/specimens/catalogue.js';
import { bad } from './bad-supervisors.js';

/** Comes to the shyest flaw within a tenth of these; what another seed needs, `selftest --fuzz` tells. */
const CAMPAIGN = { seed: 2, runs: 5_000 };

/**
 * A little before the runs of that campaign in which the shyest flaws show: all others show within some tens. Where cases
 * are drawn in another way these tell nothing, and finding takes longer, as it does without them.
 */
const SHY: Readonly<Record<string, number>> = {
  'budget-per-rung': 200,
  'last-is-current': 60,
  'na-is-zero': 85,
  'reader-spins': 420,
  'silence-is-always-stall': 310,
  'sleep-counts': 100,
  'waits-for-close': 195,
  'waits-for-stderr-eof': 195,
};

/** For those that nobody can expect it to find. */
const RUNS_IN_VAIN = 50;

/** On a machine that has other things to do. */
const TIMEOUT_MS = 240_000;

describe('the fuzzer', () => {
  it.each(SPECIMENS.map(({ name }) => name))(
    'finds %s without being told where, in a case that a person can read',
    async (name) => {
      const runs = name in EXEMPT ? RUNS_IN_VAIN : CAMPAIGN.runs;
      const row = await trySharpness(bad(name), { ...CAMPAIGN, from: SHY[name] ?? 0, runs });
      expect(row, JSON.stringify({ ...row, caught: row.caught?.sentence })).toSatisfy(isSharp);
    },
    TIMEOUT_MS,
  );

  it('accuses the one without a flaw of nothing', async () => {
    const row = await trySharpness(bad(CONTROL.name), { ...CAMPAIGN, runs: 200 });
    expect(row).toEqual({ name: 'control', runs: 200 });
  }, 60_000);

  it('excuses nobody but known specimens, and knows the shy ones', () => {
    const names = SPECIMENS.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(Object.keys(SHY)));
    for (const [name, reason] of Object.entries(EXEMPT)) {
      expect(names).toContain(name);
      expect(reason).not.toBe('');
    }
  });

  it('needs the calm after the storm to see that nothing is well again', async () => {
    const subject = bad('never-trusts-again');
    const row = await trySharpness(subject, CAMPAIGN);
    const index = row.caught?.index ?? Number.NaN;
    expect(row.caught?.sentence).toMatch(/^job calm-1: /);
    for (let run = 0; run <= index + 40; run++) {
      expect(judgeCase(await watchCase(subject, withoutCalmJobs(caseOf(CAMPAIGN.seed, run))))).toEqual([]);
    }
  }, 60_000);
});

describe('isSharp', () => {
  const caught: Caught = {
    oracle: 'settles',
    index: 7,
    fuzzCase: caseOf(1, 7),
    sentence: 'it never ended',
    steps: MOST_STEPS,
    replays: true,
  };
  const row = (changed: Partial<Sharpness> & { caught?: Caught }): Sharpness => ({
    name: 'bad',
    caughtBy: 'settles',
    runs: 8,
    ...changed,
  });

  it('asks for the oracle that the flaw concerns, few steps, and a file that shows it', () => {
    expect(isSharp(row({ caught }))).toBe(true);
    expect(isSharp(row({}))).toBe(false);
    expect(isSharp(row({ caught: { ...caught, oracle: 'no-litter' } }))).toBe(false);
    expect(isSharp(row({ caught: { ...caught, steps: MOST_STEPS + 1 } }))).toBe(false);
    expect(isSharp(row({ caught: { ...caught, replays: false } }))).toBe(false);
  });

  it('lets the exempt go uncaught, or caught by whoever sees them', () => {
    const exempt = 'real memory';
    expect(isSharp(row({ exempt }))).toBe(true);
    expect(isSharp(row({ exempt, caught: { ...caught, oracle: 'no-litter' } }))).toBe(true);
    expect(isSharp(row({ exempt, caught: { ...caught, steps: MOST_STEPS + 1 } }))).toBe(false);
  });

  it('wants nobody to accuse the one without a flaw', () => {
    expect(isSharp({ name: 'control', runs: 8 })).toBe(true);
    expect(isSharp({ name: 'control', runs: 8, caught })).toBe(false);
  });
});
