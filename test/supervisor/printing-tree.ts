import type { Usage } from '../../src/host/processes.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { WATCH_DEFAULTS } from '../../src/supervisor/config.js';
import { watchFfmpegProgress } from '../../src/supervisor/watch-ffmpeg-progress.js';
import type { WatchVerdict } from '../../src/watchdog/watchdog.js';

const TWO_HOURS_MS = 7_200_000;

/** An imagined tree: what it prints and moves is on its account at one instant, and what it prints is read at another. */
export class PrintingTree {
  readonly clock = new SimClock();
  readonly #verdicts: { verdict: WatchVerdict; atMs: number }[] = [];
  readonly #watch = watchFfmpegProgress(
    { ...WATCH_DEFAULTS, strategy: 'default', recordingId: 'r' },
    {
      clock: this.clock,
      usage: () => this.#usage(),
      timeoutAtMs: TWO_HOURS_MS,
      expectedDurationMs: undefined,
    },
    { onVerdict: (verdict) => this.#verdicts.push({ verdict, atMs: this.clock.now() }) },
  );
  #writtenBytes = 10_000_000;
  /** Done between the question and its answer. */
  readonly whileAsked = new Map<number, () => void>();

  move(atMs: number, bytes: number): void {
    this.clock.world(atMs, () => {
      this.#writtenBytes += bytes;
    });
  }

  read(atMs: number, bytes: number): void {
    this.clock.world(atMs, () => this.#watch.onReceived(bytes));
  }

  print(atMs: number, bytes: number, readAtMs: number): void {
    this.move(atMs, bytes);
    this.read(readAtMs, bytes);
  }

  printAtOnce(bytes: number): void {
    this.#writtenBytes += bytes;
    this.#watch.onReceived(bytes);
  }

  async givenUpAtMs(): Promise<number | undefined> {
    await this.clock.run(() => this.#verdicts.length > 0, TWO_HOURS_MS);
    return this.#verdicts[0]?.verdict.kind === 'stalled' ? this.#verdicts[0].atMs : undefined;
  }

  #usage(): Promise<Usage> {
    const usage = { cpuMs: 0, readBytes: 0, writtenBytes: this.#writtenBytes, states: 'S', waits: [] };
    const meanwhile = this.whileAsked.get(this.clock.now()) ?? (() => {});
    this.clock.deliver(meanwhile, false);
    return new Promise((resolve) => this.clock.deliver(() => resolve(usage), true));
  }
}
