import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { ProcessIdentity } from '../host/processes.js';
import { hasProc, isRunning, type ProcStat, readStat } from './proc-stat.js';

/** `ps` and `sysctl` answer at once; anything slower than this is broken. */
const TOOL_LIMIT_MS = 2_000;

let own: ProcessIdentity | undefined;
let bootId: string | undefined;

/** Who this process is. */
export function ownIdentity(): ProcessIdentity {
  own ??= identityOf(process.pid) ?? describe(process.pid, '');
  return own;
}

/**
 * Who has that pid; undefined when nobody lives under it. A zombie does not live.
 * @throws when `/proc` cannot be read: nobody may be called dead then.
 */
export function identityOf(pid: number): ProcessIdentity | undefined {
  if (!Number.isInteger(pid) || pid < 1) return undefined;
  const startTime = hasProc ? startFromProc(pid) : startFromPs(pid);
  return startTime === undefined ? undefined : describe(pid, startTime);
}

/** Who that is. */
export function identityFrom({ pid, startTicks }: ProcStat): ProcessIdentity {
  return describe(pid, String(startTicks));
}

function describe(pid: number, startTime: string): ProcessIdentity {
  bootId ??= readBootId();
  return { host: hostname(), bootId, pid, startTime };
}

function startFromProc(pid: number): string | undefined {
  const stat = readStat(pid);
  return stat !== undefined && isRunning(stat) ? String(stat.startTicks) : undefined;
}

/** Whole seconds: the best that macOS tells. */
function startFromPs(pid: number): string | undefined {
  const [state, ...start] = ask('ps', ['-o', 'stat=,lstart=', '-p', String(pid)]).split(/\s+/);
  return start.length === 0 || state?.startsWith('Z') ? undefined : start.join(' ');
}

function readBootId(): string {
  if (!hasProc) return ask('sysctl', ['-n', 'kern.bootsessionuuid']);
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
  } catch {
    return '';
  }
}

/** What a small tool prints; empty when it is missing or fails. */
function ask(file: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(file, args, {
    encoding: 'utf8',
    env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: TOOL_LIMIT_MS,
  });
  return status === 0 ? stdout.trim() : '';
}
