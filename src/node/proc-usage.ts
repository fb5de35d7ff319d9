import { readdirSync } from 'node:fs';
import type { Usage } from '../host/processes.js';
import { type ProcStat, readProc, TICK_MS } from './proc-stat.js';

/** Threads whose wait is told: enough for a stalled ffmpeg, few enough to read while others wait. */
const MAX_WAITS = 32;

/** Sums what `/proc` says of a tree's members. */
export class UsageMeter {
  #cpuMs = 0;
  #readBytes = 0;
  #writtenBytes = 0;

  /** Undefined without members, or where their counters are not readable. */
  read(members: readonly ProcStat[]): Usage | undefined {
    const io = members.flatMap((member) => readIo(member.pid) ?? []);
    if (io.length === 0) return undefined;
    // A member that nobody waits for takes its share along when it ends; what was counted stays counted.
    this.#cpuMs = Math.max(
      this.#cpuMs,
      sum(members, (member) => member.cpuTicks * TICK_MS),
    );
    this.#readBytes = Math.max(
      this.#readBytes,
      sum(io, (one) => one.readBytes),
    );
    this.#writtenBytes = Math.max(
      this.#writtenBytes,
      sum(io, (one) => one.writtenBytes),
    );
    return {
      cpuMs: this.#cpuMs,
      readBytes: this.#readBytes,
      writtenBytes: this.#writtenBytes,
      states: members.map((member) => member.state).join(''),
      waits: readWaits(members),
    };
  }
}

interface Io {
  readonly readBytes: number;
  readonly writtenBytes: number;
}

/** Counts a process's reaped children too, as its CPU time does. */
function readIo(pid: number): Io | undefined {
  const text = readProc(`/proc/${pid}/io`)?.toString('latin1');
  const match = text === undefined ? null : /^rchar: (\d+)\nwchar: (\d+)$/m.exec(text);
  return match === null ? undefined : { readBytes: Number(match[1]), writtenBytes: Number(match[2]) };
}

function readWaits(members: readonly ProcStat[]): string[] {
  const waits: string[] = [];
  for (const { pid } of members) {
    for (const thread of listThreads(pid)) {
      if (waits.length >= MAX_WAITS) return waits;
      const folder = `/proc/${pid}/task/${thread}`;
      const channel = readProc(`${folder}/wchan`)?.toString('latin1') ?? '';
      // A thread that runs, or that is not ours to look at, has the channel 0.
      if (channel === '' || channel === '0') continue;
      const name = readProc(`${folder}/comm`)?.toString() ?? '';
      waits.push(`${name.replace(/\n$/, '')}:${channel}`);
    }
  }
  return waits;
}

function listThreads(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
