import type { ProgressSnapshot } from '../ffmpeg/progress-parser.js';
import type { Cancel, Clock } from '../host/clock.js';
import type { Usage } from '../host/processes.js';
import type { WatchLimits, WatchState } from '../watchdog/watch-state.js';
import {
  judgedAt,
  progressed,
  SETTLING_MS,
  startWatch,
  type WatchEvent,
  type WatchVerdict,
  watch,
} from '../watchdog/watchdog.js';
import { finaliseBoundMs, MACHINE, type ProgressWatchConfig } from './config.js';
import { ReceivedBytes } from './received-bytes.js';

export interface ProgressWatchInputs {
  readonly clock: Clock;
  /** Resource use of the watched tree. */
  usage(): Promise<Usage | undefined>;
  /** When the job's total time is used up, on the clock. */
  readonly timeoutAtMs: number;
  /** How long the recording is, where known. */
  readonly expectedDurationMs: number | undefined;
}

export interface ProgressWatchOutputs {
  /** Called once: the process has to be ended. */
  onVerdict(verdict: WatchVerdict, waits: readonly string[]): void;
  onSilent?(silentForMs: number, working: boolean): void;
  onOverslept?(lateByMs: number): void;
}

export interface ProgressWatch {
  onProgress(snapshot: ProgressSnapshot): void;
  /** Bytes that the tree wrote to this supervisor: they are no sign of work. */
  onReceived(bytes: number): void;
  stop(): void;
}

/** How close to its end the recording must be before CPU time alone is taken for an encoder that drains. */
const DRAIN_WINDOW_MS = 30_000;

/**
 * Watches the progress of one attempt from its spawn on: one armed timer, re-armed when it fires early, and the
 * pure watchdog behind it.
 */
export function watchFfmpegProgress(
  config: ProgressWatchConfig,
  inputs: ProgressWatchInputs,
  outputs: ProgressWatchOutputs,
): ProgressWatch {
  const { clock } = inputs;
  let state: WatchState = startWatch(limitsOf(config, inputs), clock.now());
  const received = new ReceivedBytes(clock, SETTLING_MS);
  let receivedBySample = 0;
  let waits: readonly string[] = [];
  let stopped = false;
  let armedAtMs = Number.NaN;
  let disarm: Cancel = () => {};

  const arm = (): void => {
    if (stopped || armedAtMs === state.wakeAtMs) return;
    disarm();
    armedAtMs = state.wakeAtMs;
    const wake = (): void => {
      armedAtMs = Number.NaN;
      take({ kind: 'wake', readBytes: received.total - receivedBySample });
    };
    disarm = clock.schedule(armedAtMs - clock.now(), wake, isLastLook(state) ? 'exact' : 'relaxed');
  };
  const sample = async (): Promise<void> => {
    const countedBytes = received.aMomentAgo();
    const usage = await inputs.usage();
    receivedBySample = received.total;
    if (usage !== undefined) waits = usage.waits;
    take({ kind: 'sample', sample: usage && toSample(usage, receivedBySample, countedBytes) });
  };
  const stop = (): void => {
    stopped = true;
    disarm();
  };
  const take = (event: WatchEvent): void => {
    if (stopped) return;
    const nowMs = clock.now();
    const step = watch(state, event, nowMs);
    state = step.state;
    if (step.oversleptMs !== undefined) outputs.onOverslept?.(step.oversleptMs);
    if (step.verdict !== undefined) {
      stop();
      outputs.onVerdict(step.verdict, waits);
      return;
    }
    if (step.wantsSample) {
      outputs.onSilent?.(nowMs - state.advancedAtMs, state.aliveAtMs > state.advancedAtMs);
      void sample();
    }
    arm();
  };
  arm();
  return {
    onProgress: (snapshot) => {
      if (stopped) return;
      state = progressed(state, snapshot, clock.now());
      arm();
    },
    onReceived: (bytes) => {
      received.add(bytes);
    },
    stop,
  };
}

/** Whether the next wake is at a deadline. Few jobs ever come to one, and slot, lock and queue wait for it. */
function isLastLook(state: WatchState): boolean {
  return !state.judging && state.wakeAtMs >= judgedAt(state);
}

function limitsOf(config: ProgressWatchConfig, inputs: ProgressWatchInputs): WatchLimits {
  return {
    startupGraceMs: config.startupGraceMs,
    stallTimeoutMs: config.stallTimeoutMs,
    tickMs: config.tickMs,
    finaliseBoundMs: (outputBytes) => finaliseBoundMs(config.finaliseMs, outputBytes),
    timeoutAtMs: inputs.timeoutAtMs,
    latenessGuardMs: MACHINE.latenessGuardMs,
    drainFromUs: drainFromUs(inputs.expectedDurationMs),
  };
}

/** @param countedBytes what the tree must have on its account of what was received */
function toSample(usage: Usage, receivedBytes: number, countedBytes: number) {
  return {
    // Below zero where the platform's signs of work stand in for the tree's account: only differences tell anything.
    ioBytes: usage.readBytes + usage.writtenBytes - receivedBytes,
    freshBytes: receivedBytes - countedBytes,
    cpuMs: usage.cpuMs,
    states: usage.states,
  };
}

/** The output time, in microseconds, from which CPU time alone is taken for an encoder that drains. */
export function drainFromUs(expectedDurationMs: number | undefined): number {
  if (expectedDurationMs === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(1, (expectedDurationMs - DRAIN_WINDOW_MS) * 1000);
}
