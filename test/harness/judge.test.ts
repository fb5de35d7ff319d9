import { describe, expect, it } from 'vitest';
import { judgeEvidence } from '../../src/harness/judge.js';
import { ORACLES } from '../../src/harness/oracles.js';
import { ORACLE_NAMES } from '../../src/scenario/oracle-names.js';
import { EvidenceBuilder } from './evidence-builder.js';

const late = () =>
  new EvidenceBuilder().attempt({ from: 1, advances: [5], killed: 120 }).settled(121, 'stalled');

describe('the oracles', () => {
  it('are those that scenarios can name, in the same order', () => {
    expect(ORACLES.map(({ name }) => name)).toEqual([...ORACLE_NAMES]);
  });
});

describe('judgeEvidence', () => {
  it('has a verdict of each oracle', () => {
    expect(Object.keys(judgeEvidence(late().build()))).toEqual([...ORACLE_NAMES]);
  });

  it('accuses of lateness on a quiet machine', () => {
    expect(judgeEvidence(late().build())['detects-stall'].status).toBe('violated');
  });

  it('accuses of no time on a machine that was itself late', () => {
    const verdicts = judgeEvidence(late().with({ canaryLateMs: 600 }).build());
    expect(verdicts['detects-stall']).toMatchObject({
      status: 'inconclusive',
      sentence: expect.stringMatching(
        /^the machine itself was 600 ms late, over the limit of 500 ms: ffmpeg/,
      ),
    });
  });

  it('accuses of what is no matter of time on any machine', () => {
    const litter = late().disk({ lock: true }).with({ canaryLateMs: 600 });
    expect(judgeEvidence(litter.build())['no-litter'].status).toBe('violated');
  });

  it('sees nothing in silences of a real ffmpeg that told its progress to the subject alone', () => {
    const { events, ...rest } = late().build();
    const hidden = events.map((entry) =>
      entry.from === 'fake' && entry.event.kind === 'started'
        ? { ...entry, event: { ...entry.event, hidesProgress: true as const } }
        : entry,
    );
    const verdicts = judgeEvidence({ ...rest, events: hidden });
    expect(verdicts['detects-stall']).toMatchObject({ status: 'unobservable' });
    expect(verdicts['no-litter'].status).toBe('held');
  });

  it('lowers the limit where a fast run makes the stall time short', () => {
    const fast = new EvidenceBuilder()
      .attempt({ from: 0, advances: [1], killed: 5 })
      .settled(5.1, 'stalled')
      .with({ speed: 100, canaryLateMs: 200 });
    expect(judgeEvidence(fast.build())['detects-stall'].status).toBe('inconclusive');
  });
});
