import { describe, expect, it } from 'vitest';
import { judgeEvidence } from '../../src/harness/judge.js';
import { ORACLES } from '../../src/harness/oracles.js';
import type { OracleName } from '../../src/scenario/oracle-names.js';
import { EvidenceBuilder } from './evidence-builder.js';
import { scriptedJob } from './made-by-hand.js';

const WATCH = new EvidenceBuilder().build().scenario.watch;
const SHORT = { watch: { ...WATCH, totalTimeoutMs: 60_000 } };
const TWO_JOBS = { jobs: [scriptedJob('a'), scriptedJob('b')], slots: 1 };

const killedAt = (at: number) =>
  new EvidenceBuilder().attempt({ from: 1, advances: [5], killed: at }).settled(200, 'stalled');
const nextStartsAt = (at: number) =>
  new EvidenceBuilder(TWO_JOBS)
    .attempt({ job: 'a', from: 1, killed: 95 })
    .attempt({ job: 'b', from: at, exits: { at: 300, code: 0 } });

interface Case {
  readonly oracle: OracleName;
  /** What was observed so many seconds beyond the bound. */
  readonly beyond: (seconds: number) => EvidenceBuilder;
}

/** Every oracle of times, with an observation at its bound. */
const CASES: readonly Case[] = [
  { oracle: 'settles', beyond: (s) => new EvidenceBuilder(SHORT).settled(65 + s, 'timeout') },
  { oracle: 'detects-stall', beyond: (s) => killedAt(95.35 + s) },
  { oracle: 'no-false-kill', beyond: (s) => killedAt(95 - s) },
  {
    oracle: 'heartbeat-is-not-progress',
    beyond: (s) => new EvidenceBuilder().attempt({ from: 1, advances: [5], beats: [50], killed: 95.35 + s }),
  },
  {
    oracle: 'stall-is-final',
    beyond: (s) =>
      new EvidenceBuilder()
        .harness(10, { kind: 'machine', action: 'cancel' })
        .attempt({ from: 10.05 + s, killed: 200 }),
  },
  {
    oracle: 'ladder-order',
    beyond: (s) =>
      new EvidenceBuilder(SHORT)
        .attempt({ from: 1, exits: { at: 50, code: 1 } })
        .attempt({ strategy: 'fallback', from: 61.35 + s, exits: { at: 200, code: 1 } }),
  },
  {
    oracle: 'nothing-left-running',
    beyond: (s) => new EvidenceBuilder().attempt({ from: 1, killed: 10.05 + s }).settled(10, 'stalled'),
  },
  { oracle: 'slot-released', beyond: (s) => nextStartsAt(95.3 + s) },
  { oracle: 'slot-released', beyond: (s) => nextStartsAt(94.95 - s) },
  {
    oracle: 'cancel-propagates',
    beyond: (s) =>
      new EvidenceBuilder()
        .attempt({ from: 1, killed: 12 + s })
        .harness(10, { kind: 'machine', action: 'cancel' })
        .settled(12 + s, 'cancelled'),
  },
  {
    oracle: 'survives-its-own-death',
    beyond: (s) =>
      new EvidenceBuilder()
        .attempt({ from: 1, killed: 11 + s })
        .harness(10, { kind: 'machine', action: 'kill' })
        .harness(10, { kind: 'subject-exited', signal: 'SIGKILL' }),
  },
  // Ten seconds beyond the bound stand for a whole core.
  {
    oracle: 'idle-while-waiting',
    beyond: (s) => new EvidenceBuilder().with({ idleCpuShare: 0.052 + s / 10 }),
  },
];

function judged({ oracle, beyond }: Case, seconds: number, canaryLateMs: number): string {
  return judgeEvidence(beyond(seconds).with({ canaryLateMs }).build())[oracle].status;
}

describe('the tolerance of times', () => {
  it.each(CASES)('of $oracle is its bound, where nothing else is late', (each) => {
    expect(judged(each, -0.01, 0)).toBe('held');
    expect(judged(each, 0.19, 0)).toBe('violated');
  });

  it.each(CASES)('of $oracle grows with the lateness of the canary', (each) => {
    expect(judged(each, 0.19, 200)).toBe('held');
    expect(judged(each, 9, 200)).toBe('violated');
  });

  it.each(CASES)('of $oracle has an end, beyond which nothing is accused', (each) => {
    expect(judged(each, 9, 501)).toBe('inconclusive');
  });

  it('is tested for every oracle of times but the one that asks for an outcome', () => {
    const tested = new Set<string>(CASES.map(({ oracle }) => oracle));
    const untested = ORACLES.filter(({ name, timing }) => timing && !tested.has(name)).map(
      ({ name }) => name,
    );
    expect(untested).toEqual(['as-expected']);
    const other = new EvidenceBuilder().settled(1, 'crashed');
    expect(judgeEvidence(other.build())['as-expected'].status).toBe('violated');
    expect(judgeEvidence(other.with({ canaryLateMs: 501 }).build())['as-expected'].status).toBe(
      'inconclusive',
    );
  });

  it('lets the harness give up on nobody while the machine is late', () => {
    const hung = new EvidenceBuilder().harness(300, { kind: 'gave-up', afterMs: 300_000 });
    expect(judgeEvidence(hung.build()).settles.status).toBe('violated');
    expect(judgeEvidence(hung.with({ canaryLateMs: 501 }).build()).settles.status).toBe('inconclusive');
  });
});
