import { BoundedTail } from '../base/bounded-tail.js';
import { ProgressParser, type ProgressSnapshot } from '../ffmpeg/progress-parser.js';
import type { Host } from '../host/host.js';
import type { Usage } from '../host/processes.js';
import type { WatchVerdict } from '../watchdog/watchdog.js';
import type { ProgressWatchConfig } from './config.js';
import type { StallReport } from './outcome.js';
import { type ProcessEnd, type StopCause, type Survivor, superviseProcess } from './supervised-process.js';
import { watchFfmpegProgress } from './watch-ffmpeg-progress.js';

/** The first lines say what was opened, the last ones why it failed. */
const STDERR_LIMITS = { headBytes: 16 * 1024, tailBytes: 64 * 1024 } as const;

export interface FfmpegRun {
  readonly ffmpeg: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly watch: ProgressWatchConfig;
  readonly timeoutAtMs: number;
  readonly expectedDurationMs: number | undefined;
  /** Asked for signs of work where the platform tells nothing of ffmpeg itself. Default: then nothing is known. */
  readonly outputSigns?: () => Promise<Usage | undefined>;
  readonly signal?: AbortSignal | undefined;
  readonly on: FfmpegRunListener;
}

export interface FfmpegRunListener {
  started(pid: number | undefined): void;
  progress(snapshot: ProgressSnapshot): void;
  silent(silentForMs: number, working: boolean): void;
  overslept(lateByMs: number): void;
  stalled(stall: StallReport): void;
  stopping(why: StopCause | 'leaked'): void;
  unkillable(survivor: Survivor): void;
}

export interface FfmpegResult {
  readonly end: ProcessEnd;
  readonly stall: StallReport | undefined;
  readonly lastProgress: ProgressSnapshot | undefined;
  /** Head and tail, for the error log. */
  readonly stderr: string;
  /** The last bytes alone, for classification. */
  readonly stderrTail: string;
}

/** Runs ffmpeg once under the watchdog, from its spawn to the death of its whole tree. Never rejects. */
export async function runFfmpegWithProgress(host: Host, run: FfmpegRun): Promise<FfmpegResult> {
  const startedAtMs = host.clock.now();
  const stderr = new BoundedTail(STDERR_LIMITS);
  let lastProgress: ProgressSnapshot | undefined;
  let stall: StallReport | undefined;
  const parser = new ProgressParser((snapshot) => {
    lastProgress = snapshot;
    watchdog.onProgress(snapshot);
    run.on.progress(snapshot);
  });
  const process = superviseProcess(
    host,
    { file: run.ffmpeg, args: run.args, ...(run.env && { env: run.env }) },
    {
      onStdout: (bytes) => {
        watchdog.onReceived(bytes.length);
        parser.push(bytes);
      },
      onStderr: (bytes) => {
        watchdog.onReceived(bytes.length);
        stderr.push(bytes);
      },
      onExit: () => watchdog.stop(),
      onStopping: (why) => {
        watchdog.stop();
        run.on.stopping(why);
      },
      onUnkillable: (survivor) => {
        if (stall !== undefined) stall = { ...stall, class: 'unkillable' };
        run.on.unkillable(survivor);
      },
    },
  );
  const watchdog = watchFfmpegProgress(
    run.watch,
    {
      clock: host.clock,
      usage: async () => (await process.child.usage()) ?? (await run.outputSigns?.()),
      timeoutAtMs: run.timeoutAtMs,
      expectedDurationMs: run.expectedDurationMs,
    },
    {
      onSilent: run.on.silent,
      onOverslept: run.on.overslept,
      onVerdict: (verdict, waits) => {
        const ranForMs = host.clock.now() - startedAtMs;
        process.stop(verdict.kind, 'kill');
        if (verdict.kind !== 'stalled') return;
        stall = stallReport(verdict, lastProgress, ranForMs, waits);
        run.on.stalled(stall);
      },
    },
  );
  run.on.started(process.child.pid);
  const cancel = (): void => process.stop('cancelled', 'ask');
  run.signal?.addEventListener('abort', cancel, { once: true });
  if (run.signal?.aborted) cancel();
  const end = await process.ended;
  run.signal?.removeEventListener('abort', cancel);
  return {
    end,
    stall,
    lastProgress,
    stderr: stderr.text(),
    stderrTail: stderr.tailText(STDERR_LIMITS.tailBytes),
  };
}

function stallReport(
  verdict: Extract<WatchVerdict, { kind: 'stalled' }>,
  lastProgress: ProgressSnapshot | undefined,
  ranForMs: number,
  waits: readonly string[],
): StallReport {
  // Output signs tell that something moved, never how much.
  const measured = Number.isFinite(verdict.cpuMs);
  return {
    class: verdict.condition,
    silentForMs: Math.round(verdict.silentForMs),
    ranForMs: Math.round(ranForMs),
    lastProgress,
    cpuMs: measured ? verdict.cpuMs : undefined,
    ioBytes: measured ? verdict.ioBytes : undefined,
    waits,
  };
}
