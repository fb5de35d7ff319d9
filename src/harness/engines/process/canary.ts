import { execa } from 'execa';
import type { Clock } from '../../../host/clock.js';
import { hasProc, readStat, TICK_MS } from '../../../node/proc-stat.js';

const BEAT_MS = 20;

/** A beat that has not come back after this is late by at least as much; the next one is sent. */
const LOST_BEAT_MS = 2_000;

/**
 * How late this machine is: a timer in this process, and the way of a byte through another process and back.
 * Both beats wait for a core as any supervisor and any ffmpeg does.
 */
export interface Canary {
  /** The greatest lateness so far, ms. */
  readonly lateMs: number;
  /**
   * Add this to the kernel's start time of a process (clock ticks, as ms) to get the monotonic time before
   * which it cannot have been started; undefined where the kernel does not tell.
   */
  readonly startOffsetMs: number | undefined;
  stop(): Promise<void>;
}

export async function startCanary(clock: Clock): Promise<Canary> {
  const spawnedAfterMs = clock.now();
  const echo = execa('cat', {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: 'ignore',
    buffer: false,
    reject: false,
  });
  const startOffsetMs = offsetFrom(echo.pid, spawnedAfterMs);
  let lateMs = 0;
  let sentAtMs: number | undefined;
  let stopped = false;
  let dueMs = clock.now() + BEAT_MS;
  const note = (ms: number): void => {
    if (ms > lateMs) lateMs = ms;
  };
  const beat = (): void => {
    if (stopped) return;
    const nowMs = clock.now();
    note(nowMs - dueMs);
    if (sentAtMs !== undefined) note(nowMs - sentAtMs - BEAT_MS);
    if (sentAtMs === undefined || nowMs - sentAtMs > LOST_BEAT_MS) {
      sentAtMs = nowMs;
      echo.stdin.write('.');
    }
    dueMs = clock.now() + BEAT_MS;
    cancel = clock.schedule(BEAT_MS, beat);
  };
  let cancel = clock.schedule(BEAT_MS, beat);
  echo.stdin.on('error', () => {});
  echo.stdout.on('data', () => {
    if (sentAtMs !== undefined) note(clock.now() - sentAtMs);
    sentAtMs = undefined;
  });
  return {
    get lateMs() {
      return lateMs;
    },
    startOffsetMs,
    stop: async () => {
      stopped = true;
      cancel();
      echo.stdin.end();
      await echo;
    },
  };
}

/**
 * The kernel counts start times in ticks from its own origin. A process whose start this one has just seen
 * ties the two clocks together, to within a tick.
 */
function offsetFrom(pid: number | undefined, spawnedAfterMs: number): number | undefined {
  if (!hasProc || pid === undefined) return undefined;
  const stat = readStat(pid);
  return stat === undefined ? undefined : spawnedAfterMs - (stat.startTicks + 1) * TICK_MS;
}
