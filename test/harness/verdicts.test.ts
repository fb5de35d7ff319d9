import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/harness/oracle.js';
import {
  eachJob,
  gravest,
  HELD,
  NOT_APPLICABLE,
  unobservable,
  violated,
} from '../../src/harness/verdicts.js';
import { EvidenceBuilder } from './evidence-builder.js';
import { scriptedJob } from './made-by-hand.js';

describe('gravest', () => {
  it('lets one accusation outweigh everything, and the unseen outweigh the seen', () => {
    const all: Verdict[] = [
      NOT_APPLICABLE,
      HELD,
      unobservable('dark'),
      violated('first'),
      violated('second'),
    ];
    expect(gravest(all)).toEqual(violated('first'));
    expect(gravest(all.slice(0, 3))).toEqual(unobservable('dark'));
    expect(gravest(all.slice(0, 2))).toEqual(HELD);
    expect(gravest([])).toEqual(NOT_APPLICABLE);
  });
});

describe('eachJob', () => {
  it('names the job where there are several', () => {
    const one = new EvidenceBuilder().build();
    expect(eachJob(one, () => violated('it hung'))).toEqual(violated('it hung'));
    const two = new EvidenceBuilder({ jobs: [scriptedJob('a'), scriptedJob('b')] }).build();
    expect(eachJob(two, ({ id }) => (id === 'b' ? violated('it hung') : HELD))).toEqual(
      violated('job b: it hung'),
    );
  });
});
