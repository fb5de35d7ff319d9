import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Child, Command } from '../../src/host/processes.js';
import { createNodeHost } from '../../src/node/host.js';
import { isRunning, readStat } from '../../src/node/proc-stat.js';
import { RecordingSink } from '../host-contract/recording-sink.js';
import type { Behaviours, World } from '../host-contract/world.js';

/** Far more than any of this takes, far less than a test may. */
const LIMIT_MS = 10_000;

/** One host for a test file: one guardian, as in a real supervisor. */
export const host = createNodeHost();

export const world: World = { host, until, settle: () => sleep(50) };

export const behaviours: Behaviours = {
  talks: shell('printf out; printf err >&2; exit 3'),
  endless: { file: '/bin/sleep', args: ['1000'] },
  leavesDescendant: shell('sleep 1000 & exit 0'),
  leavesEscapee: shell('setsid sleep 1000 & sleep 0.1; exit 0'),
  missing: { file: '/nonexistent/ffmpeg', args: [] },
};

export function shell(script: string, ...args: string[]): Command {
  return { file: '/bin/sh', args: ['-c', script, 'sh', ...args] };
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const limitMs = performance.now() + LIMIT_MS;
  while (!(await condition())) {
    if (performance.now() > limitMs) throw new Error(`never: ${condition}`);
    await sleep(5);
  }
}

export interface Spawned {
  readonly child: Child;
  readonly pid: number;
  readonly sink: RecordingSink;
}

const spawned: Child[] = [];

export function spawn(command: Command): Spawned {
  const sink = new RecordingSink();
  const child = host.processes.spawn(command, sink);
  spawned.push(child);
  return { child, pid: child.pid ?? 0, sink };
}

/** Ends what a failed test may have left. */
export async function reapAll(): Promise<void> {
  for (const child of spawned.splice(0)) {
    await until(() => {
      if (child.treeAlive()) child.signal('SIGKILL');
      return !child.treeAlive();
    });
  }
}

export function runs(pid: number): boolean {
  const stat = readStat(pid);
  return stat !== undefined && isRunning(stat);
}

/** Living processes whose command line contains a text that only one test uses. */
export function pidsOf(mark: string): number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid && runs(pid) && commandLine(pid).includes(mark));
}

/** Living `sleep`s of that many seconds, without the shells that were told to start them. */
export function sleepers(seconds: string): number[] {
  return pidsOf(seconds).filter((pid) => commandLine(pid) === `sleep ${seconds} `);
}

/** Whether a process leads a group, as those do that left the group of their parent. */
export function leadsGroup(pid: number): boolean {
  return readStat(pid)?.group === pid;
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** A folder of its own for one test file; `remove` it at the end. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'stallproof-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
