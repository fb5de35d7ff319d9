import { describe, expect, it } from 'vitest';
import { slotReleased } from '../../../src/harness/oracles/slot-released.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { SHOWS_ALL, scriptedJob } from '../made-by-hand.js';

function twoJobs(secondFrom: number | undefined): EvidenceBuilder {
  const builder = new EvidenceBuilder({ jobs: [scriptedJob('a'), scriptedJob('b')], slots: 1 });
  builder.attempt({ job: 'a', from: 1, killed: 95 });
  if (secondFrom !== undefined) {
    builder.attempt({ job: 'b', from: secondFrom, exits: { at: secondFrom + 10, code: 0 } });
  }
  return builder;
}

describe('slot-released', () => {
  it('holds when the next job starts as soon as the last process is gone', () => {
    expect(twoJobs(95.1).judge(slotReleased)).toBe('held');
  });

  it('is violated by a slot that comes back late', () => {
    expect(twoJobs(97).judge(slotReleased)).toBe('violated: job b was started 2 s after a slot was free');
  });

  it('is violated by a slot that never comes back', () => {
    const starved = twoJobs(undefined).harness(200, { kind: 'gave-up', afterMs: 200_000 });
    expect(starved.judge(slotReleased)).toBe('violated: job b was never started although a slot was free');
  });

  it('is violated by two jobs on one slot', () => {
    expect(twoJobs(50).judge(slotReleased)).toBe('violated: job b was started while 1 job ran on 1 slot');
  });

  it('takes a job for one that holds its slot as long as anything of it lives, whatever of it has ended', () => {
    const jobs = [scriptedJob('a'), scriptedJob('b'), scriptedJob('c')];
    const held = new EvidenceBuilder({ jobs, slots: 2 })
      .attempt({ job: 'a', from: 1, exits: { at: 6, code: 0 } })
      .attempt({ job: 'b', tool: 'ffprobe', from: 1, exits: { at: 2, code: 0 } })
      .attempt({ job: 'b', from: 2.1 })
      .attempt({ job: 'c', from: 6.1, exits: { at: 9, code: 0 } });
    expect(held.judge(slotReleased)).toBe('held');
  });

  it('cannot be seen of a subject without slots, and says nothing where nobody waits', () => {
    const blind = twoJobs(95.1).with({ shows: { ...SHOWS_ALL, slots: false } });
    expect(blind.judge(slotReleased)).toMatch(/^unobservable/);
    expect(new EvidenceBuilder().judge(slotReleased)).toBe('not-applicable');
  });
});
