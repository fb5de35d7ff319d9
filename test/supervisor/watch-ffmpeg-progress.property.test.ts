import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cancel } from '../../src/host/clock.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { WATCH_DEFAULTS } from '../../src/supervisor/config.js';
import { watchFfmpegProgress } from '../../src/supervisor/watch-ffmpeg-progress.js';
import type { WatchVerdict } from '../../src/watchdog/watchdog.js';
import { expectedKillMs, LIMITS, type Planned } from '../watchdog/course.js';
import { PrintingTree } from './printing-tree.js';

const thresholds = fc.record({
  startupGraceMs: fc.integer({ min: 0, max: 100_000 }),
  stallTimeoutMs: fc.integer({ min: 400, max: 100_000 }),
  tickMs: fc.integer({ min: 100, max: 20_000 }),
  timeoutAtMs: fc.integer({ min: 1, max: 600_000 }),
});

const blocks: fc.Arbitrary<Planned[]> = fc.array(
  fc.record({
    atMs: fc.double({ min: 0, max: 200_000, noNaN: true }),
    reading: fc.record({ outTimeUs: fc.integer({ min: 0, max: 60 }), end: fc.boolean() }),
  }),
  { maxLength: 80 },
);

type Thresholds = typeof thresholds extends fc.Arbitrary<infer T> ? T : never;

/** Counts the timers that are armed on it. */
class CountingClock extends SimClock {
  timers = 0;

  override schedule(delayMs: number, fn: () => void): Cancel {
    this.timers++;
    return super.schedule(delayMs, fn);
  }
}

/** A watch of an imagined ffmpeg that prints these blocks. */
function watched({ timeoutAtMs, ...watch }: Thresholds, progress: readonly Planned[]) {
  const clock = new CountingClock();
  const verdicts: { verdict: WatchVerdict; atMs: number }[] = [];
  const watching = watchFfmpegProgress(
    { ...WATCH_DEFAULTS, ...watch, strategy: 'default', recordingId: 'r' },
    { clock, usage: async () => undefined, timeoutAtMs, expectedDurationMs: undefined },
    { onVerdict: (verdict) => verdicts.push({ verdict, atMs: clock.now() }) },
  );
  for (const { atMs, reading } of progress) clock.world(atMs, () => watching.onProgress(reading));
  return { clock, watching, verdicts };
}

describe('for any progress, the watch of one attempt', () => {
  it('gives its one verdict in the very instant of the deadline, and leaves no timer', async () => {
    await fc.assert(
      fc.asyncProperty(thresholds, blocks, async (given, progress) => {
        const { clock, verdicts } = watched(given, progress);
        expect(await clock.run(() => false)).toBe('idle');
        const killMs = expectedKillMs({ ...LIMITS, ...given }, progress);
        expect(verdicts.map(({ atMs }) => atMs)).toEqual([killMs]);
        expect(verdicts[0]?.verdict.kind).toBe(killMs === given.timeoutAtMs ? 'timeout' : 'stalled');
      }),
      { numRuns: 100 },
    );
  });

  it('arms no timer for a block, and says nothing once it was stopped', async () => {
    const stopAtMs = fc.double({ min: 0, max: 200_000, noNaN: true });
    await fc.assert(
      fc.asyncProperty(thresholds, blocks, stopAtMs, async (given, progress, stopMs) => {
        const { clock, watching, verdicts } = watched(given, progress);
        clock.world(stopMs, () => watching.stop());
        await clock.run(() => false);
        for (const { atMs } of verdicts) expect(atMs).toBeLessThanOrEqual(stopMs);
        // Nothing of it is left to come when nothing else is.
        expect(clock.now()).toBe(Math.max(stopMs, ...progress.map(({ atMs }) => atMs)));
        // Each look at a silent tree takes one, and so does each advance at most, but only once it delays a look.
        const looks =
          Math.min(stopMs, verdicts[0]?.atMs ?? stopMs) / Math.min(given.tickMs, given.stallTimeoutMs / 4);
        expect(clock.timers).toBeLessThanOrEqual(looks + 3);
      }),
      { numRuns: 100 },
    );
  });
});

describe('for anything that a silent tree prints, the watch of one attempt', () => {
  it('gives it up at its deadline, or once that is read, whenever it is printed, read and counted', async () => {
    const printed = fc.record({
      atMs: fc.oneof(
        fc.double({ min: 100, max: 100_000, noNaN: true }),
        fc.integer({ min: 1, max: 18 }).map((ticks) => ticks * WATCH_DEFAULTS.tickMs),
      ),
      bytes: fc.integer({ min: 1, max: 120_000 }),
      readAfterMs: fc.double({ min: -40, max: 40, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(printed, { maxLength: 4 }), async (lines) => {
        const tree = new PrintingTree();
        for (const { atMs, bytes, readAfterMs } of lines) tree.print(atMs, bytes, atMs + readAfterMs);
        const atMs = await tree.givenUpAtMs();
        expect(atMs).toBeGreaterThanOrEqual(WATCH_DEFAULTS.stallTimeoutMs);
        expect(atMs).toBeLessThanOrEqual(WATCH_DEFAULTS.stallTimeoutMs + 100);
      }),
      { numRuns: 200 },
    );
  });
});
