import { describe, expect, it } from 'vitest';
import { attemptsOf } from '../../../src/harness/readings/invocations.js';
import { deadlineOf, drainOf, silencesOf } from '../../../src/harness/readings/life.js';
import { type AttemptScript, EvidenceBuilder } from '../evidence-builder.js';

function lastDeadline(script: AttemptScript): number[] {
  const evidence = new EvidenceBuilder().attempt(script).build();
  const [attempt] = attemptsOf(evidence, 'job');
  const silence = attempt && silencesOf(attempt, drainOf(evidence, attempt)).at(-1);
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

describe('an encoder that drains', () => {
  /** Burns CPU from 10 s on, one event a second; the recording lasts 2400 s. */
  function computing(outTimeUs: number, seconds: number): AttemptScript {
    const block = { kind: 'progress', outTimeUs, totalSizeBytes: 5e6, end: false } as const;
    const computed = Array.from({ length: seconds }, (_, index) => ({
      at: 11 + index,
      deed: { kind: 'computed', forMs: 1000 } as const,
    }));
    return { from: 1, deeds: [{ at: 5, deed: block }, ...computed] };
  }

  it('is at work near the end of the recording, once nobody can overlook it', () => {
    const [stall, earliest, latest] = lastDeadline(computing(2_390e6, 100));
    expect(stall).toBe(95);
    // The last second of CPU is at 110 s, the finalise bound at 125.6 s.
    expect(earliest).toBe(115);
    expect(latest).toBeCloseTo(130.6);
  });

  it('may be overlooked as long as it is short', () => {
    expect(lastDeadline(computing(2_390e6, 14))).toEqual([95, 95, 119]);
  });

  it('may be seen at work before it tells of it', () => {
    const block = { kind: 'progress', outTimeUs: 2_390e6, totalSizeBytes: 5e6, end: false } as const;
    const late = { kind: 'computed', forMs: 1000 } as const;
    const deeds = [{ at: 5, deed: block }, ...[95.5, 96.5].map((at) => ({ at, deed: late }))];
    // It began to compute at 94.5 s, half a second before its deadline.
    expect(lastDeadline({ from: 1, deeds })).toEqual([95, 95, 130.6]);
  });

  it('is a process that spins anywhere else', () => {
    expect(lastDeadline(computing(1_200e6, 100))).toEqual([95, 95, 95]);
  });
});
