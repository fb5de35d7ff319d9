import fc from 'fast-check';
import type { ProgressReading } from '../../src/watchdog/advance.js';
import type { WatchLimits } from '../../src/watchdog/watch-state.js';
import { expectedKillMs, LIMITS, type Planned, type Sleep } from './course.js';

const thresholds = fc.record({
  startupGraceMs: fc.integer({ min: 0, max: 200_000 }),
  stallTimeoutMs: fc.integer({ min: 400, max: 200_000 }),
  tickMs: fc.integer({ min: 1, max: 20_000 }),
  timeoutAtMs: fc.oneof(fc.constant(LIMITS.timeoutAtMs), fc.integer({ min: 1, max: 500_000 })),
});

export const limits: fc.Arbitrary<WatchLimits> = thresholds.map((chosen) => ({ ...LIMITS, ...chosen }));

/** Of small values, so that advances, repeats and steps backwards are equally likely. */
export const reading: fc.Arbitrary<ProgressReading> = fc.record(
  {
    outTimeUs: fc.integer({ min: -10, max: 50 }),
    totalSizeBytes: fc.integer({ min: 0, max: 5_000 }),
    end: fc.boolean(),
  },
  { requiredKeys: ['end'] },
);

export const course: fc.Arbitrary<Planned[]> = fc.array(
  fc.record({ atMs: fc.integer({ min: 0, max: 400_000 }), reading }),
  { maxLength: 60 },
);

/** Blocks that advance, each beyond the one before. */
export const advances: fc.Arbitrary<Planned[]> = fc
  .array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 40 })
  .map((instants) =>
    instants
      .toSorted((a, b) => a - b)
      .map((atMs, index) => ({ atMs, reading: { outTimeUs: 1 + index, end: false } })),
  );

const sleeps = fc.array(
  fc.record({
    near: fc.constantFrom('anything', 'deadline'),
    atMs: fc.integer({ min: 0, max: 500_000 }),
    forMs: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300_000 })),
  }),
  { maxLength: 4 },
);

/** A sleep matters most where it covers the instant of the verdict, and output that was written meanwhile. */
export const sleepyCourse = fc.tuple(limits, course, sleeps).map(([given, progress, drawn]) => {
  const killMs = expectedKillMs(given, progress);
  const slept: Sleep[] = drawn.map(({ near, atMs, forMs }) =>
    near === 'anything' ? { atMs, forMs } : { atMs: Math.max(0, killMs - (atMs % 500)), forMs },
  );
  const meanwhile = slept.map(({ atMs, forMs }, index) => ({
    atMs: atMs + forMs / 2,
    reading: { outTimeUs: 100 + index, end: false },
  }));
  return { limits: given, progress: [...progress, ...meanwhile], sleeps: slept };
});
