import { describe, expect, it } from 'vitest';
import { isCalm, withoutCalmJobs } from '../../src/fuzz/calm-jobs.js';
import { caseOf } from '../../src/fuzz/campaign.js';
import type { FuzzCase } from '../../src/fuzz/fuzz-case.js';
import { type FuzzSubject, judgeCase, watchCase } from '../../src/fuzz/play-case.js';
import { settledByMs } from '../../src/fuzz/settled-by.js';
import { shrink } from '../../src/fuzz/shrink.js';
import { smallerCases } from '../../src/fuzz/smaller-cases.js';
import type { OracleName } from '../../src/scenario/oracle-names.js';
import { bad } from './bad-supervisors.js';

const SEED = 1;
const MOST_RUNS = 400;

async function find(subject: FuzzSubject, oracle: OracleName): Promise<FuzzCase> {
  for (let index = 0; index < MOST_RUNS; index++) {
    const drawn = caseOf(SEED, index);
    const violations = judgeCase(await watchCase(subject, drawn));
    if (violations.some((violation) => violation.oracle === oracle)) return drawn;
  }
  throw new Error(`${oracle} did not accuse ${subject.name} in ${MOST_RUNS} runs`);
}

describe('shrinking', () => {
  it.each<[string, OracleName]>([
    ['leaks-slot', 'slot-released'],
    ['never-trusts-again', 'as-expected'],
  ])(
    'leaves a case that still breaks %s, after a bounded number of plays',
    async (name, oracle) => {
      const subject = bad(name);
      const found = await find(subject, oracle);
      const shrunk = await shrink(subject, found, oracle);
      const again = judgeCase(await watchCase(subject, shrunk?.fuzzCase ?? found));
      expect(again).toContainEqual({ oracle, sentence: shrunk?.sentence });
      expect(shrunk?.plays).toBeLessThan(500);
      expect(await shrink(subject, found, oracle)).toEqual(shrunk);
    },
    60_000,
  );

  it('has nothing to shrink where nothing is violated', async () => {
    expect(await shrink(bad('control'), caseOf(SEED, 0), 'settles')).toBeUndefined();
  });
});

describe('smaller cases', () => {
  const CASES = Array.from({ length: 40 }, (_, index) => caseOf(SEED, index));

  it('keep the calm after the storm', () => {
    for (const smaller of CASES.flatMap((drawn) => [...smallerCases(drawn)])) {
      const stormMs = settledByMs(withoutCalmJobs(smaller).scenario, smaller.surroundings.calmAtMs);
      for (const job of smaller.scenario.jobs.filter(isCalm)) expect(job.submitAfterMs).toBe(stormMs);
      expect(smaller.scenario.jobs.length).toBeGreaterThan(0);
    }
  });

  it('come to an end, whichever of them is taken', () => {
    for (const drawn of CASES.slice(0, 8)) {
      for (const pick of [0, 0.5, 0.99]) {
        let smallest = drawn;
        let taken = 0;
        for (; taken < 2_000; taken++) {
          const smaller = [...smallerCases(smallest)];
          const next = smaller[Math.floor(pick * smaller.length)];
          if (next === undefined) break;
          smallest = next;
        }
        expect(taken).toBeLessThan(2_000);
      }
    }
  });
});
