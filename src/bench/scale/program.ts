import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { max, median, quantile } from 'simple-statistics';
import { createNodeClock } from '../../node/clock.js';
import { serveRequests } from '../processes/serve-requests.js';
import { Crowd } from './crowd.js';
import { IDLE_MS, stallTimeoutMs } from './settings.js';
import { writeStubs } from './stub.js';

export interface CrowdRequest {
  readonly jobs: number;
  /** To be created, and removed. */
  readonly folder: string;
}

/** The timer by which lateness is measured wakes the process as often; much more often would be what costs most. */
const DELAY_RESOLUTION_MS = 20;

/** How long the process is watched while it does nothing: what that costs is not the jobs'. */
const NOTHING_MS = 2_000;

/** From then on everything is counted as the cost of ending them. */
const BEFORE_DEADLINE_MS = 300;

serveRequests(async ({ jobs, folder }: CrowdRequest): Promise<Readonly<Record<string, number>>> => {
  mkdirSync(folder, { recursive: true });
  const gate = join(folder, 'gate');
  execFileSync('mkfifo', ['-m', '600', gate]);
  // For writing too: it does not wait for anybody to read.
  let gateFd: number | undefined = openSync(gate, constants.O_RDWR | constants.O_NONBLOCK);
  try {
    const crowd = new Crowd(jobs, writeStubs(folder, gate));
    const nothing = await measured(() => sleep(NOTHING_MS));
    const empty = memoryBytes();
    await crowd.start(folder);
    const memory = memoryBytes();
    const idle = await measured(() => sleep(IDLE_MS));
    const advanced = crowd.advanced();
    closeSync(gateFd);
    gateFd = undefined;
    await advanced;
    await sleep(stallTimeoutMs(jobs) - BEFORE_DEADLINE_MS);
    const { cost: release, result } = await measured(() => crowd.freed());
    return {
      heapBytes: memory.heap - empty.heap,
      rssBytes: memory.rss - empty.rss,
      idleCpuMsPerS: perSecond(idle.cost) - perSecond(nothing.cost),
      idleDelayMs: idle.cost.worstDelayMs,
      releaseCpuMs: release.cpuMs,
      releaseDelayMs: release.worstDelayMs,
      slotMedianMs: median(result.slotMs),
      slotP95Ms: quantile(result.slotMs, 0.95),
      lastLockMs: max(result.lockMs),
    };
  } finally {
    if (gateFd !== undefined) closeSync(gateFd);
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
});

function perSecond({ cpuMs, wallMs }: { readonly cpuMs: number; readonly wallMs: number }): number {
  return (cpuMs / wallMs) * 1000;
}

/** What this process spends while something happens, and how late its timers are at worst. */
async function measured<T>(during: () => Promise<T>) {
  const delays = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  const clock = createNodeClock();
  const startedMs = clock.now();
  const cpu = process.cpuUsage();
  delays.enable();
  const result = await during();
  delays.disable();
  const { user, system } = process.cpuUsage(cpu);
  const cost = {
    wallMs: clock.now() - startedMs,
    cpuMs: (user + system) / 1000,
    worstDelayMs: Math.max(0, delays.max / 1e6 - DELAY_RESOLUTION_MS),
  };
  return { cost, result };
}

/** What is really in use: garbage is collected first. */
function memoryBytes(): { readonly heap: number; readonly rss: number } {
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: heapUsed + external, rss };
}

function sleep(forMs: number): Promise<void> {
  return new Promise((resolve) => {
    createNodeClock().schedule(forMs, resolve);
  });
}
