import { describe, expect, it } from 'vitest';
import { SimClock } from '../../src/sim/sim-clock.js';
import { WATCH_DEFAULTS } from '../../src/supervisor/config.js';
import { watchFfmpegProgress } from '../../src/supervisor/watch-ffmpeg-progress.js';
import type { WatchVerdict } from '../../src/watchdog/watchdog.js';

const CONFIG = { ...WATCH_DEFAULTS, strategy: 'default', recordingId: 'r1' } as const;
const TWO_HOURS_MS = 7_200_000;

/** Watches an imagined ffmpeg that prints a block at each of the given instants. */
async function watchBlocks(
  blocksAtMs: readonly number[],
  config: Partial<typeof CONFIG> = {},
  exitAtMs?: number,
) {
  const clock = new SimClock();
  let verdict: { verdict: WatchVerdict; atMs: number } | undefined;
  const watch = watchFfmpegProgress(
    { ...CONFIG, ...config },
    {
      clock,
      usage: async () => undefined,
      timeoutAtMs: TWO_HOURS_MS,
      expectedDurationMs: undefined,
    },
    {
      onVerdict: (given) => {
        verdict = { verdict: given, atMs: clock.now() };
      },
    },
  );
  for (const [index, atMs] of blocksAtMs.entries()) {
    clock.world(atMs, () => watch.onProgress({ outTimeUs: (index + 1) * 1_000_000, end: false }));
  }
  if (exitAtMs !== undefined) clock.world(exitAtMs, () => watch.stop());
  const ended = await clock.run(() => verdict !== undefined, TWO_HOURS_MS);
  return { verdict, ended };
}

const everyHalfSecond = (untilMs: number): number[] =>
  Array.from({ length: untilMs / 500 }, (_, i) => (i + 1) * 500);

describe("the origin's four tests of watchFfmpegProgress", () => {
  it('Stall: progress stops, and the process is given up after the stall timeout', async () => {
    const { verdict } = await watchBlocks([500, 1_000, 45_000]);
    expect(verdict).toMatchObject({ verdict: { kind: 'stalled', silentForMs: 90_000 }, atMs: 135_000 });
  });

  it('Success: the watch of a process that exits ends without a verdict, and leaves no timer', async () => {
    expect(await watchBlocks(everyHalfSecond(10_000), {}, 10_100)).toEqual({
      verdict: undefined,
      ended: 'idle',
    });
  });

  it('ContinuousProgress: an hour of progress is no stall', async () => {
    expect(await watchBlocks(everyHalfSecond(3_600_000), {}, 3_600_100)).toEqual({
      verdict: undefined,
      ended: 'idle',
    });
  });

  it('GracePeriod: nothing is a stall before the grace has passed', async () => {
    const { verdict } = await watchBlocks([], {
      startupGraceMs: 30_000 as never,
      stallTimeoutMs: 10_000 as never,
    });
    expect(verdict).toMatchObject({ verdict: { kind: 'stalled' }, atMs: 30_000 });
  });
});

describe('watchFfmpegProgress', () => {
  it('arms one timer, not one for each block', async () => {
    const clock = new SimClock();
    const delays: number[] = [];
    const counting = {
      now: () => clock.now(),
      wallTime: () => clock.wallTime(),
      wallTimeMs: () => clock.wallTimeMs(),
      schedule: (delayMs: number, fn: () => void) => {
        delays.push(delayMs);
        return clock.schedule(delayMs, fn);
      },
    };
    const watch = watchFfmpegProgress(
      CONFIG,
      {
        clock: counting,
        usage: async () => undefined,
        timeoutAtMs: TWO_HOURS_MS,
        expectedDurationMs: undefined,
      },
      { onVerdict: () => {} },
    );
    for (let block = 1; block <= 1_000; block++) watch.onProgress({ outTimeUs: block, end: false });
    expect(delays).toHaveLength(1);
    watch.stop();
  });

  it('comes to its verdict even when the platform never answers what the tree uses', async () => {
    const clock = new SimClock();
    let atMs: number | undefined;
    watchFfmpegProgress(
      CONFIG,
      { clock, usage: () => new Promise(() => {}), timeoutAtMs: TWO_HOURS_MS, expectedDurationMs: undefined },
      {
        onVerdict: () => {
          atMs = clock.now();
        },
      },
    );
    await clock.run(() => atMs !== undefined, TWO_HOURS_MS);
    expect(atMs).toBeGreaterThanOrEqual(90_000);
    expect(atMs).toBeLessThanOrEqual(90_200);
  });
});
