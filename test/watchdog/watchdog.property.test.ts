import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WatchLimits } from '../../src/watchdog/watch-state.js';
import { stallDeadline, startWatch, type WatchEvent, watch } from '../../src/watchdog/watchdog.js';
import { awakeFrom, type Counters, expectedKillMs, LIMITS, play, type Sleep } from './course.js';
import { advances, course, limits, reading, sleepyCourse } from './random-course.js';

/** The instants that the two verdicts fall at, for a tree that shows no signs of work. */
function dueMs({ startupGraceMs, stallTimeoutMs, timeoutAtMs }: WatchLimits, lastMs: number): number {
  return Math.min(Math.max(startupGraceMs, lastMs + stallTimeoutMs), timeoutAtMs);
}

describe('for any course of progress, the watchdog', () => {
  it('kills exactly at max(spawn + grace, last advance or spawn + stall): never early, 0 ms late', () => {
    fc.assert(
      fc.property(limits, course, (given, progress) => {
        expect(play({ limits: given, progress }).atMs).toBe(expectedKillMs(given, progress));
      }),
      { numRuns: 150 },
    );
  });

  it('never kills earlier for an advance more, a longer grace or a longer stall time', () => {
    const longer = fc.record({ startupGraceMs: fc.nat(50_000), stallTimeoutMs: fc.nat(50_000) });
    fc.assert(
      fc.property(limits, longer, advances, fc.func(fc.boolean()), (given, more, progress, keep) => {
        const patient = {
          ...given,
          startupGraceMs: given.startupGraceMs + more.startupGraceMs,
          stallTimeoutMs: given.stallTimeoutMs + more.stallTimeoutMs,
        };
        const fewer = progress.filter((block) => keep(block));
        const { atMs } = play({ limits: given, progress });
        expect(play({ limits: given, progress: fewer }).atMs).toBeLessThanOrEqual(atMs);
        expect(play({ limits: patient, progress }).atMs).toBeGreaterThanOrEqual(atMs);
      }),
      { numRuns: 100 },
    );
  });
});

describe('for any signs of work, the watchdog', () => {
  const finaliseBase = fc.integer({ min: 0, max: 300_000 });
  const bounded = (given: WatchLimits, baseMs: number): WatchLimits => ({
    ...given,
    finaliseBoundMs: (bytes) => baseMs * (1 + bytes / 2_500),
  });
  /** How long a silence may last while the tree works. */
  const workMs = ({ stallTimeoutMs, finaliseBoundMs }: WatchLimits, bytes: number): number =>
    Math.max(stallTimeoutMs, finaliseBoundMs(bytes));

  it('lets it go on up to the finalise bound for the size of the output, to the millisecond', () => {
    const working: Counters = (atMs) => ({ ioBytes: atMs * 1e9, cpuMs: 0, states: 'R' });
    fc.assert(
      fc.property(limits, finaliseBase, course, (chosen, baseMs, progress) => {
        const given = bounded(chosen, baseMs);
        const { atMs, state, lastAdvanceMs } = play({ limits: given, progress, counters: working });
        const endMs = lastAdvanceMs + workMs(given, state.maxima.totalSizeBytes);
        expect(atMs).toBe(Math.min(Math.max(given.startupGraceMs, endMs), given.timeoutAtMs));
      }),
      { numRuns: 100 },
    );
  });

  it('finds its end one stall time after the last movement, at most one look later', () => {
    fc.assert(
      fc.property(limits, fc.nat(400_000), course, (given, untilMs, progress) => {
        const counters: Counters = (atMs) => ({
          ioBytes: Math.min(atMs, untilMs) * 1e9,
          cpuMs: 0,
          states: 'S',
        });
        const boundless = { ...given, finaliseBoundMs: () => Number.POSITIVE_INFINITY };
        const { atMs, state, lastAdvanceMs } = play({ limits: boundless, progress, counters });
        const seenByMs = Math.max(lastAdvanceMs, untilMs + state.limits.tickMs);
        expect(atMs).toBeGreaterThanOrEqual(dueMs(given, lastAdvanceMs));
        expect(atMs).toBeLessThanOrEqual(dueMs(given, seenByMs));
      }),
      { numRuns: 100 },
    );
  });

  it('kills neither before the stall time nor after the finalise bound, whatever the samples say', () => {
    const sample = fc.option(
      fc.record({
        ioBytes: fc.nat(100_000),
        cpuMs: fc.nat(100_000),
        states: fc.constantFrom('', 'S', 'R', 'T', 'SD', 'TT'),
      }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(limits, finaliseBase, course, fc.func(sample), (chosen, baseMs, progress, counters) => {
        const given = { ...bounded(chosen, baseMs), drainFromUs: 25 };
        const { atMs, state, lastAdvanceMs } = play({ limits: given, progress, counters });
        const longestMs = lastAdvanceMs + workMs(given, state.maxima.totalSizeBytes);
        expect(atMs).toBeGreaterThanOrEqual(dueMs(given, lastAdvanceMs));
        expect(atMs).toBeLessThanOrEqual(
          Math.min(Math.max(given.startupGraceMs, longestMs), given.timeoutAtMs),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe('for any sleep of its own, the watchdog', () => {
  it('takes all that it overslept out of the account, and judges nothing before input could be read', () => {
    fc.assert(
      fc.property(sleepyCourse, (given) => {
        const { verdict, atMs, lastAdvanceMs, overslept } = play(given);
        const { startupGraceMs, stallTimeoutMs, timeoutAtMs, latenessGuardMs } = given.limits;
        const sum = (afterMs: number): number =>
          overslept.reduce((totalMs, sleep) => totalMs + (sleep.atMs > afterMs ? sleep.byMs : 0), 0);
        const readyMs = (overslept.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY) + latenessGuardMs;
        const stallMs = Math.max(
          startupGraceMs + sum(-1),
          lastAdvanceMs + stallTimeoutMs + sum(lastAdvanceMs),
        );
        const endMs = Math.min(stallMs, timeoutAtMs + sum(-1));
        expect(atMs).toBe(awakeFrom(given.sleeps, Math.max(readyMs, endMs)));
        for (const { byMs } of overslept) expect(byMs).toBeGreaterThan(latenessGuardMs);
        expect(verdict.kind === 'timeout' || atMs >= stallMs).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  it('calls nothing stalled whose output waits unread, nor for a silence that it slept through', () => {
    fc.assert(
      fc.property(sleepyCourse, (given) => {
        const { verdict, atMs, state, lastAdvanceMs, unread } = play(given);
        fc.pre(verdict.kind === 'stalled');
        expect(unread).toEqual([]);
        // A sleep is noticed by the wake that it delays: what lies before, a tick at most, cannot be told from silence.
        const untoldMs = given.sleeps.length * (state.limits.tickMs + LIMITS.latenessGuardMs);
        const heardMs = awakeMs(given.sleeps, lastAdvanceMs, atMs);
        expect(heardMs).toBeGreaterThanOrEqual(given.limits.stallTimeoutMs - untoldMs);
      }),
      { numRuns: 150 },
    );
  });
});

/** How much of a span the supervisor was awake. */
function awakeMs(slept: readonly Sleep[], fromMs: number, toMs: number): number {
  let totalMs = 0;
  let atMs = fromMs;
  for (const sleep of slept.toSorted((a, b) => a.atMs - b.atMs)) {
    totalMs += Math.max(0, Math.min(sleep.atMs, toMs) - atMs);
    atMs = Math.min(toMs, Math.max(atMs, sleep.atMs + sleep.forMs));
  }
  return totalMs + toMs - atMs;
}

describe('for any order of events, asked for or not, the watchdog', () => {
  const event: fc.Arbitrary<WatchEvent> = fc.oneof(
    reading.map((given) => ({ kind: 'progress', reading: given }) as const),
    fc.nat(1e6).map((readBytes) => ({ kind: 'wake', readBytes }) as const),
    fc
      .option(
        fc.record({
          ioBytes: fc.nat(1e6),
          freshBytes: fc.nat(1e5),
          cpuMs: fc.nat(1e5),
          states: fc.constant('S'),
        }),
        { nil: undefined },
      )
      .map((sample) => ({ kind: 'sample', sample }) as const),
  );
  const step = fc.record({ afterMs: fc.oneof(fc.constant(0), fc.nat(100), fc.nat(60_000)), event });

  it('only ever moves forward, wakes again at a later time, and never kills a young or living tree', () => {
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 80 }), (given, steps) => {
        let state = startWatch(given, 0);
        let nowMs = 0;
        let lastAdvanceMs = 0;
        for (const { afterMs, event: happening } of steps) {
          nowMs += afterMs;
          const { state: next, verdict } = watch(state, happening, nowMs);
          if (happening.kind === 'progress' && next !== state) lastAdvanceMs = nowMs;
          for (const earlier of forwardOnly(state).entries()) {
            expect(forwardOnly(next)[earlier[0]]).toBeGreaterThanOrEqual(earlier[1]);
          }
          expect(next.aliveAtMs).toBeLessThanOrEqual(nowMs);
          if (verdict !== undefined) {
            const { startupGraceMs, stallTimeoutMs, timeoutAtMs } = given;
            const earliestMs = Math.max(startupGraceMs, lastAdvanceMs + stallTimeoutMs);
            expect(nowMs).toBeGreaterThanOrEqual(verdict.kind === 'timeout' ? timeoutAtMs : earliestMs);
            return;
          }
          if (happening.kind === 'wake') expect(next.wakeAtMs).toBeGreaterThan(nowMs);
          state = next;
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** What no event may take back. */
function forwardOnly(state: ReturnType<typeof startWatch>): number[] {
  return [
    state.maxima.outTimeUs,
    state.maxima.totalSizeBytes,
    Number(state.ended),
    state.spawnedAtMs,
    state.advancedAtMs,
    state.aliveAtMs,
    state.notBeforeMs,
    state.limits.timeoutAtMs,
    stallDeadline(state),
  ];
}
