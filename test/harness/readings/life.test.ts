import { describe, expect, it } from 'vitest';
import { attemptsOf } from '../../../src/harness/readings/invocations.js';
import { deadlineOf, silencesOf } from '../../../src/harness/readings/life.js';
import { type AttemptScript, EvidenceBuilder } from '../evidence-builder.js';

function lastDeadline(script: AttemptScript): number[] {
  const evidence = new EvidenceBuilder().attempt(script).build();
  const [attempt] = attemptsOf(evidence, 'job');
  const silence = attempt && silencesOf(attempt).at(-1);
  if (attempt === undefined || silence === undefined) return [];
  const { stallAtMs, earliestMs, latestMs } = deadlineOf(
    evidence,
    attempt,
    silence,
    Number.POSITIVE_INFINITY,
  );
  return [stallAtMs, earliestMs, latestMs].map((atMs) => Math.round(atMs) / 1000);
}

describe('silencesOf', () => {
  it('cuts a life at each advance, and at no heartbeat', () => {
    const evidence = new EvidenceBuilder().attempt({ from: 1, advances: [2, 5], beats: [3, 7] }).build();
    const [attempt] = attemptsOf(evidence, 'job');
    expect(attempt && silencesOf(attempt)).toMatchObject([
      { sinceMs: 1000, untilMs: 2000, afterSpawn: true, heartbeats: [] },
      { sinceMs: 2000, untilMs: 5000, afterSpawn: false, heartbeats: [3000] },
      { sinceMs: 5000, untilMs: undefined, heartbeats: [7000] },
    ]);
  });
});

describe('deadlineOf', () => {
  it('counts from the spawn, from the last advance, and not before the grace', () => {
    expect(lastDeadline({ from: 1 })).toEqual([91, 91, 91]);
    expect(lastDeadline({ from: 1, advances: [5] })).toEqual([95, 95, 95]);
  });

  it('is later while data moves, by a tick at least and a stall time at most', () => {
    expect(lastDeadline({ from: 1, advances: [5], works: [92] })).toEqual([95, 97, 130.12]);
    expect(lastDeadline({ from: 1, advances: [5], works: [20] })).toEqual([95, 95, 115]);
  });

  it('ends with the finalise bound, however long data moves', () => {
    const works = Array.from({ length: 60 }, (_, index) => 6 + 5 * index);
    const [, earliest, latest] = lastDeadline({ from: 1, advances: [5], works });
    expect(earliest).toBeCloseTo(125.12);
    expect(latest).toBeCloseTo(130.12);
  });

  it('is not moved by work that came when the process should have been dead', () => {
    expect(lastDeadline({ from: 1, advances: [5], works: [140] })).toEqual([95, 95, 95]);
  });
});
