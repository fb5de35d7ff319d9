import { readdirSync } from 'node:fs';
import { monotonicMs } from './clock.js';
import { hasProc, type ProcStat, readProc, readStat } from './proc-stat.js';
import type { TreeCookie } from './tree-cookie.js';

/** All processes of the machine, listed at one moment and read right after it. */
export interface ProcessSnapshot {
  readonly takenAtMs: number;
  readonly processes: ReadonlyMap<number, ProcStat>;
  readonly children: ReadonlyMap<number, readonly ProcStat[]>;
  readonly groups: ReadonlyMap<number, readonly ProcStat[]>;
  /** By the tree's cookie value. Members of registered groups are left out: their group tells it already. */
  readonly carriers: ReadonlyMap<string, readonly ProcStat[]>;
}

/**
 * Reads `/proc` once for many trees: a reading costs about 15 µs a process, whoever asks. Where there is no
 * `/proc` every snapshot is empty.
 */
export class ProcessTable {
  readonly #cookie: TreeCookie;
  readonly #registeredGroups: ReadonlySet<number>;
  #ownStartTicks: number | undefined;
  #latest: ProcessSnapshot | undefined;
  #waiting: ((snapshot: ProcessSnapshot) => void)[] = [];

  constructor(cookie: TreeCookie, registeredGroups: ReadonlySet<number>) {
    this.#cookie = cookie;
    this.#registeredGroups = registeredGroups;
  }

  /** The last snapshot, however old. */
  get latest(): ProcessSnapshot | undefined {
    return this.#latest;
  }

  /** A snapshot not older than that. */
  recent(maxAgeMs: number): ProcessSnapshot {
    const latest = this.#latest;
    return latest !== undefined && monotonicMs() - latest.takenAtMs <= maxAgeMs ? latest : this.fresh();
  }

  /** @throws when `/proc` cannot be read. */
  fresh(): ProcessSnapshot {
    const takenAtMs = monotonicMs();
    const processes = new Map<number, ProcStat>();
    const children = new Map<number, ProcStat[]>();
    const groups = new Map<number, ProcStat[]>();
    const carriers = new Map<string, ProcStat[]>();
    for (const pid of listPids()) {
      const stat = readStat(pid);
      if (stat === undefined) continue;
      processes.set(pid, stat);
      append(children, stat.parentPid, stat);
      append(groups, stat.group, stat);
      const value = this.#cookieOf(stat);
      if (value !== undefined) append(carriers, value, stat);
    }
    this.#latest = { takenAtMs, processes, children, groups, carriers };
    return this.#latest;
  }

  /**
   * Calls back, once this turn of the event loop is over, with a fresh snapshot that all who asked share; never,
   * when `/proc` cannot be read then.
   */
  afterThisTurn(fn: (snapshot: ProcessSnapshot) => void): void {
    this.#waiting.push(fn);
    if (this.#waiting.length > 1) return;
    setImmediate(() => {
      const waiting = this.#waiting;
      this.#waiting = [];
      let snapshot: ProcessSnapshot;
      try {
        snapshot = this.fresh();
      } catch {
        return;
      }
      for (const callback of waiting) callback(snapshot);
    });
  }

  #cookieOf(stat: ProcStat): string | undefined {
    this.#ownStartTicks ??= readStat(process.pid)?.startTicks ?? 0;
    // What started before this process cannot descend from it; group 0 is the kernel's own threads.
    const cannotBeOurs =
      stat.startTicks < this.#ownStartTicks || stat.group === 0 || stat.pid === process.pid;
    if (cannotBeOurs || this.#registeredGroups.has(stat.group)) return undefined;
    const environ = readProc(`/proc/${stat.pid}/environ`);
    return environ === undefined ? undefined : this.#cookie.valueIn(environ);
  }
}

function listPids(): number[] {
  if (!hasProc) return [];
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0);
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
