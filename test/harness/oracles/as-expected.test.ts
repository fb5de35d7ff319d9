import { describe, expect, it } from 'vitest';
import { asExpected } from '../../../src/harness/oracles/as-expected.js';
import type { Expectation } from '../../../src/scenario/scenario.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { failedOutcome, SHOWS_ALL, scriptedJob } from '../made-by-hand.js';

const expecting = (expect: Expectation) => new EvidenceBuilder({ jobs: [scriptedJob('job', { expect })] });

describe('as-expected', () => {
  it('holds for any of the right outcomes', () => {
    const expected = expecting({ outcome: ['stalled', 'timeout'] });
    expect(expected.settled(1, 'timeout').judge(asExpected)).toBe('held');
  });

  it('is violated by another outcome', () => {
    expect(
      expecting({ outcome: ['stalled'] })
        .settled(1, 'crashed')
        .judge(asExpected),
    ).toBe('violated: ended as crashed; stalled was right');
    expect(
      expecting({ outcome: ['published'] })
        .settled(1, 'failed')
        .judge(asExpected),
    ).toMatch(/^violated/);
  });

  it('cannot tell more of a subject that only says failed, unless it promises to', () => {
    const failed = expecting({ outcome: ['stalled'] }).settled(1, 'failed');
    const mute = failed.with({ shows: { ...SHOWS_ALL, events: false } });
    expect(mute.judge(asExpected)).toBe('unobservable: it says only that it failed; stalled was right');
    const talker = failed.with({ shows: SHOWS_ALL });
    expect(talker.judge(asExpected)).toBe('violated: failed without saying how; stalled was right');
    const outcome = failedOutcome({ kind: 'crashed', message: 'crashed' });
    expect(talker.subject(1, { event: 'job-ended', outcome }).judge(asExpected)).toBe(
      'violated: ended as crashed; stalled was right',
    );
  });

  it('is violated by other rungs', () => {
    const ladder = expecting({ outcome: ['published'], attempts: ['default', 'fallback'] })
      .attempt({ from: 1, exits: { at: 2, code: 0 } })
      .settled(3, 'published');
    expect(ladder.judge(asExpected)).toBe('violated: tried default; default and fallback was right');
  });

  it('is violated by an error log that lacks its words, and cannot tell without a log', () => {
    const logged = expecting({ outcome: ['stalled'], errorLog: ['no progress for'] }).settled(1, 'stalled');
    expect(logged.judge(asExpected)).toMatch(/^violated: left no error log/);
    expect(logged.disk({ errorLog: 'exit code 1' }).judge(asExpected)).toMatch(
      /does not say "no progress for"/,
    );
    expect(logged.disk({ errorLog: 'stalled: no progress for 90 s' }).judge(asExpected)).toBe('held');
    const blind = logged.with({ shows: { ...SHOWS_ALL, errorLog: false } });
    expect(blind.judge(asExpected)).toBe('unobservable: it keeps no error log');
  });

  it('counts the rungs of the last start, and takes the start of a neighbour for none', () => {
    const retried = expecting({ outcome: ['published'], attempts: ['default'] })
      .attempt({ from: 1, killed: 5 })
      .attempt({ from: 11, exits: { at: 12, code: 0 } })
      .settled(13, 'published');
    const anew = { kind: 'subject-started', pid: 51 } as const;
    expect(retried.judge(asExpected)).toMatch(/^violated/);
    expect(retried.harness(10, { ...anew, job: 'neighbour' }).judge(asExpected)).toMatch(/^violated/);
    expect(retried.harness(10, anew).judge(asExpected)).toBe('held');
  });
});
