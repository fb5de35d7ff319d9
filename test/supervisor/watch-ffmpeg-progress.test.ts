import { describe, expect, it } from 'vitest';
import type { Accuracy, Cancel, Clock } from '../../src/host/clock.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { WATCH_DEFAULTS } from '../../src/supervisor/config.js';
import { type ProgressWatchInputs, watchFfmpegProgress } from '../../src/supervisor/watch-ffmpeg-progress.js';
import type { WatchVerdict } from '../../src/watchdog/watchdog.js';
import { PrintingTree } from './printing-tree.js';

const CONFIG = { ...WATCH_DEFAULTS, strategy: 'default', recordingId: 'r1' } as const;
const TWO_HOURS_MS = 7_200_000;
const STALL_MS = WATCH_DEFAULTS.stallTimeoutMs;
const TICK_MS = WATCH_DEFAULTS.tickMs;
const LINE_BYTES = 167_000;

/** Watches an imagined ffmpeg that prints a block at each of the given instants. */
async function watchBlocks(
  blocksAtMs: readonly number[],
  config: Partial<typeof CONFIG> = {},
  exitAtMs?: number,
) {
  const clock = new SimClock();
  let verdict: { verdict: WatchVerdict; atMs: number } | undefined;
  const watch = watchFfmpegProgress({ ...CONFIG, ...config }, inputs(clock, TWO_HOURS_MS), {
    onVerdict: (given) => {
      verdict = { verdict: given, atMs: clock.now() };
    },
  });
  for (const [index, atMs] of blocksAtMs.entries()) {
    clock.world(atMs, () => watch.onProgress({ outTimeUs: (index + 1) * 1_000_000, end: false }));
  }
  if (exitAtMs !== undefined) clock.world(exitAtMs, () => watch.stop());
  const ended = await clock.run(() => verdict !== undefined, TWO_HOURS_MS);
  return { verdict, ended };
}

/** Notes what was asked of it. */
class NotedClock extends SimClock {
  readonly wakes: { readonly atMs: number; readonly accuracy: Accuracy | undefined }[] = [];

  override schedule(delayMs: number, fn: () => void, accuracy?: Accuracy): Cancel {
    this.wakes.push({ atMs: this.now() + delayMs, accuracy });
    return super.schedule(delayMs, fn);
  }
}

const inputs = (clock: Clock, timeoutAtMs: number): ProgressWatchInputs => ({
  clock,
  usage: async () => undefined,
  timeoutAtMs,
  expectedDurationMs: undefined,
});

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
    const clock = new NotedClock();
    const watch = watchFfmpegProgress(CONFIG, inputs(clock, TWO_HOURS_MS), { onVerdict: () => {} });
    for (let block = 1; block <= 1_000; block++) watch.onProgress({ outTimeUs: block, end: false });
    expect(clock.wakes).toHaveLength(1);
    watch.stop();
  });

  it('wants its wakes exact at the deadline of a silence and of the total time, and nowhere else', async () => {
    const [silent, endless] = [new NotedClock(), new NotedClock()];
    const judged: number[] = [];
    for (const clock of [silent, endless]) {
      const watch = watchFfmpegProgress(CONFIG, inputs(clock, 3_600_000), {
        onVerdict: () => judged.push(clock.now()),
      });
      if (clock === silent) continue;
      for (const atMs of everyHalfSecond(3_600_000)) {
        clock.world(atMs, () => watch.onProgress({ outTimeUs: atMs, end: false }));
      }
    }
    for (const clock of [silent, endless]) await clock.run(() => false, 3_600_000);
    expect(judged).toEqual([STALL_MS, 3_600_000]);
    for (const [index, clock] of [silent, endless].entries()) {
      const exact = clock.wakes.filter(({ accuracy }) => accuracy === 'exact');
      expect(new Set(exact.map(({ atMs }) => atMs))).toEqual(new Set([judged[index]]));
      expect(clock.wakes.length).toBeGreaterThan(exact.length);
    }
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

describe('what a silent tree prints is no work', () => {
  it('where it is printed and read between the question for its account and the answer', async () => {
    const tree = new PrintingTree();
    tree.whileAsked.set(4 * TICK_MS, () => tree.printAtOnce(LINE_BYTES));
    expect(await tree.givenUpAtMs()).toBe(STALL_MS);
  });

  it('where it is on the account and not read yet when the tree is looked at', async () => {
    const tree = new PrintingTree();
    tree.print(4 * TICK_MS - 1, LINE_BYTES, 4 * TICK_MS + 1);
    expect(await tree.givenUpAtMs()).toBe(STALL_MS);
  });

  it('where a long line is read in part before the kernel counts it as written', async () => {
    const tree = new PrintingTree();
    tree.read(4 * TICK_MS - 1, LINE_BYTES / 2);
    tree.read(4 * TICK_MS + 1, LINE_BYTES / 2);
    tree.move(4 * TICK_MS + 2, LINE_BYTES);
    expect(await tree.givenUpAtMs()).toBe(STALL_MS);
  });

  it('where it is printed in the moment of the deadline: it is read first', async () => {
    const tree = new PrintingTree();
    tree.print(STALL_MS - 1, LINE_BYTES, STALL_MS + 1);
    expect(await tree.givenUpAtMs()).toBe(STALL_MS + 50);
  });
});

describe('work beside what a silent tree prints', () => {
  it('is seen in the last look before the deadline, whether or not something waits unread', async () => {
    const alone = new PrintingTree();
    alone.move(STALL_MS - 1, 20_000);
    expect(await alone.givenUpAtMs()).toBeGreaterThan(STALL_MS + TICK_MS);
    const both = new PrintingTree();
    both.move(STALL_MS - 1, 20_000);
    both.print(STALL_MS - 1, LINE_BYTES, STALL_MS + 1);
    expect(await both.givenUpAtMs()).toBeGreaterThan(STALL_MS + TICK_MS);
  });

  it('is seen at once where it is more than a flood can hide', async () => {
    const tree = new PrintingTree();
    tree.print(STALL_MS - 1, 10_000_000, STALL_MS + 1);
    tree.move(STALL_MS - 1, 600_000);
    tree.read(STALL_MS + 2, 10_000_000);
    expect(await tree.givenUpAtMs()).toBeGreaterThan(STALL_MS + TICK_MS);
  });

  it('is seen where only the output shows it, however much was printed before', async () => {
    const tree = new PrintingTree();
    tree.read(1_000, 50_000_000);
    for (let atMs = 10_001; atMs < 3 * STALL_MS; atMs += TICK_MS) tree.move(atMs, 2 ** 20);
    expect(await tree.givenUpAtMs()).toBeGreaterThan(STALL_MS + TICK_MS);
  });
});
