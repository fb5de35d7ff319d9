import { BoundedTail } from '../base/bounded-tail.js';
import { ProgressParser, type ProgressSnapshot } from '../ffmpeg/progress-parser.js';
import type { Strategy } from '../ffmpeg/strategy.js';
import type { Command } from '../host/processes.js';
import type { ProgressWatchConfig } from '../supervisor/config.js';
import type { StallReport } from '../supervisor/outcome.js';
import type { FfmpegResult } from '../supervisor/run-ffmpeg-with-progress.js';
import {
  type ProcessHandlers,
  type StopCause,
  type SupervisedProcess,
  type Survivor,
  superviseProcess,
} from '../supervisor/supervised-process.js';
import { type ProgressWatch, watchFfmpegProgress } from '../supervisor/watch-ffmpeg-progress.js';
import type { WatchVerdict } from '../watchdog/watchdog.js';
import type { SpecimenHost } from './specimen-host.js';
import type { SpecimenJob } from './specimen-job.js';

export interface AttemptOptions {
  readonly host: SpecimenHost;
  readonly job: SpecimenJob;
  readonly strategy: Strategy;
  readonly args: readonly string[];
  readonly timeoutAtMs: number;
  readonly expectedDurationMs: number | undefined;
}

/** Beyond every output time that ffmpeg prints. */
const FAR_US = 2 ** 50;

/** One run of ffmpeg, done right. A specimen overrides what it does wrong. */
export class BaseAttempt {
  protected readonly host: SpecimenHost;
  protected readonly options: AttemptOptions;
  protected readonly watchConfig: ProgressWatchConfig;
  protected readonly startedAtMs: number;
  protected process: SupervisedProcess | undefined;
  protected watchdog: ProgressWatch | undefined;
  protected lastProgress: ProgressSnapshot | undefined;
  /** ffmpeg has exited, as far as this attempt knows. */
  protected over = false;
  readonly #parser = new ProgressParser((snapshot) => this.onSnapshot(snapshot));
  readonly #stderr = new BoundedTail({ headBytes: 16 * 1024, tailBytes: 64 * 1024 });
  #stall: StallReport | undefined;
  #counted = 0;

  constructor(options: AttemptOptions) {
    const { host, job, strategy } = options;
    this.host = host;
    this.options = options;
    this.watchConfig = { ...job.config.watch, strategy, recordingId: job.recordingId };
    this.startedAtMs = host.clock.now();
  }

  async run(): Promise<FfmpegResult> {
    const { job, strategy, args, timeoutAtMs } = this.options;
    const { ffmpeg, toolEnv } = job.config;
    const process = this.spawn(
      { file: ffmpeg, args, ...(toolEnv && { env: toolEnv }) },
      {
        onStdout: (bytes) => this.#onStdout(bytes),
        onStderr: (bytes) => this.onStderr(bytes),
        onExit: () => this.onExit(),
        onStopping: (why) => this.onStopping(why),
        onUnkillable: (survivor) => this.#onUnkillable(survivor),
      },
    );
    this.process = process;
    this.watchdog = this.watch();
    const { pid } = process.child;
    const timeoutMs = timeoutAtMs - this.startedAtMs;
    job.emit({ event: 'attempt-started', strategy, pid, command: [ffmpeg, ...args], timeoutMs });
    const cancel = (): void => process.stop('cancelled', 'ask');
    job.signal?.addEventListener('abort', cancel, { once: true });
    if (job.signal?.aborted) cancel();
    const end = await process.ended;
    job.signal?.removeEventListener('abort', cancel);
    const { lastProgress } = this;
    return {
      end,
      stall: this.#stall,
      lastProgress,
      stderr: this.stderrText(),
      stderrTail: this.stderrTail(),
    };
  }

  protected spawn(command: Command, handlers: ProcessHandlers): SupervisedProcess {
    return superviseProcess(this.host, command, handlers);
  }

  /** Starts the watchdog; called once ffmpeg has been started. */
  protected watch(config = this.watchConfig): ProgressWatch {
    const { job, strategy, timeoutAtMs, expectedDurationMs } = this.options;
    return watchFfmpegProgress(
      config,
      {
        clock: this.host.clock,
        usage: () => this.process?.child.usage() ?? Promise.resolve(undefined),
        timeoutAtMs,
        expectedDurationMs,
      },
      {
        onVerdict: (verdict, waits) => this.onVerdict(verdict, waits),
        onSilent: (silentForMs, working) => this.onSilent(silentForMs, working),
        onOverslept: (lateByMs) => {
          job.sleptMs += lateByMs;
          job.budget.giveBack(lateByMs);
          job.emit({ event: 'overslept', strategy, lateByMs });
        },
      },
    );
  }

  #onStdout(bytes: Uint8Array): void {
    this.watchdog?.onReceived(bytes.length);
    this.read(bytes);
  }

  /** Makes progress of what came on stdout. */
  protected read(bytes: Uint8Array): void {
    this.#parser.push(bytes);
  }

  protected onStderr(bytes: Uint8Array): void {
    this.watchdog?.onReceived(bytes.length);
    this.#stderr.push(bytes);
  }

  protected onSnapshot(snapshot: ProgressSnapshot): void {
    const { job, strategy } = this.options;
    this.lastProgress = snapshot;
    this.watchdog?.onProgress(snapshot);
    job.emit({ event: 'progress', strategy, progress: snapshot });
  }

  /** Tells the watchdog of an advance that there may not have been. */
  protected countAsProgress(): void {
    this.#counted += 1;
    this.watchdog?.onProgress({ outTimeUs: FAR_US + this.#counted, end: false });
  }

  /** A look at an ffmpeg without progress: is it at work all the same? */
  protected onSilent(silentForMs: number, working: boolean): void {
    const { job, strategy } = this.options;
    job.emit({ event: 'silent', strategy, silentForMs, working });
  }

  protected onVerdict(verdict: WatchVerdict, waits: readonly string[]): void {
    if (this.over) return;
    const { job, strategy } = this.options;
    this.process?.stop(verdict.kind, 'kill');
    if (verdict.kind !== 'stalled') return;
    const { condition, silentForMs, cpuMs, ioBytes } = verdict;
    const ranForMs = this.host.clock.now() - this.startedAtMs;
    const { lastProgress } = this;
    this.#stall = { class: condition, silentForMs, ranForMs, lastProgress, cpuMs, ioBytes, waits };
    job.emit({ event: 'stalled', strategy, stall: this.#stall });
  }

  protected onExit(): void {
    this.over = true;
    this.watchdog?.stop();
  }

  protected onStopping(why: StopCause | 'leaked'): void {
    const { job, strategy } = this.options;
    this.watchdog?.stop();
    if (why !== 'too-much-output') job.emit({ event: 'stopping', strategy, why });
  }

  /** For the error log: head and tail. */
  protected stderrText(): string {
    return this.#stderr.text();
  }

  /** For the catalogue of messages: the last bytes. */
  protected stderrTail(): string {
    return this.#stderr.tailText(64 * 1024);
  }

  #onUnkillable(survivor: Survivor): void {
    const { job, strategy } = this.options;
    job.quarantine.add(survivor);
    if (this.#stall !== undefined) this.#stall = { ...this.#stall, class: 'unkillable' };
    job.emit({ event: 'unkillable', strategy, pid: survivor.pid });
  }
}
