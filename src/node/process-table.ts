import { readdirSync } from 'node:fs';
import { monotonicMs } from './clock.js';
import { hasProc, type ProcStat, readProc, readStat } from './proc-stat.js';
import type { TreeCookie } from './tree-cookie.js';

/** All processes of the machine, listed at one moment and read right after it, or known from a little earlier. */
export interface ProcessSnapshot {
  readonly takenAtMs: number;
  readonly processes: ReadonlyMap<number, ProcStat>;
  readonly children: ReadonlyMap<number, readonly ProcStat[]>;
  readonly groups: ReadonlyMap<number, readonly ProcStat[]>;
  /** By the tree's cookie value. Members of registered groups are left out: their group tells it already. */
  readonly carriers: ReadonlyMap<string, readonly ProcStat[]>;
  /** Pids of those in registered groups. */
  readonly inOurGroups: ReadonlySet<number>;
}

/** What was read of a process counts for this long, as far as it says to which tree it belongs. */
const REREAD_AFTER_MS = 2_000;

/** Of a time in which many trees are killed, no more than one part in so many goes into listing processes. */
const LISTING_SHARE = 5;

/** So many listings may follow one another at once, which is more than the end of a single tree takes. */
const LISTINGS_AT_ONCE = 3;

/**
 * Reads `/proc` once for many trees: a reading costs about 15 µs a process, whoever asks. Where there is no
 * `/proc` every snapshot is empty.
 */
export class ProcessTable {
  readonly #cookie: TreeCookie;
  readonly #registeredGroups: ReadonlySet<number>;
  #ownStartTicks: number | undefined;
  #latest: ProcessSnapshot | undefined;
  #lastTookMs = 0;
  /** When the listings so far have no more than their share of the time. */
  #paidAtMs = Number.NEGATIVE_INFINITY;
  /** When everything was read anew. */
  #readAtMs = Number.NEGATIVE_INFINITY;

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

  /** Everything read anew. @throws when `/proc` cannot be read. */
  fresh(): ProcessSnapshot {
    this.#readAtMs = monotonicMs();
    return this.#take(undefined);
  }

  /**
   * Complete as of now, for a fraction of the cost: of the processes that were seen just before only those are read that may have
   * left a group of ours. The others cannot have come to belong to a tree of ours since; whether they still run it does
   * not tell.
   * @throws when `/proc` cannot be read.
   */
  updated(): ProcessSnapshot {
    const latest = this.#latest;
    if (latest === undefined || monotonicMs() - this.#readAtMs > REREAD_AFTER_MS) return this.fresh();
    return this.#take(latest);
  }

  /** Whether the listings so far have had more than their share of the time. */
  get busy(): boolean {
    return monotonicMs() < this.#paidAtMs;
  }

  /** So many trees end at this time that one more listing for one of them has to wait. */
  get crowded(): boolean {
    return this.#paidAtMs - monotonicMs() > (LISTINGS_AT_ONCE - 1) * LISTING_SHARE * this.#lastTookMs;
  }

  #take(earlier: ProcessSnapshot | undefined): ProcessSnapshot {
    const takenAtMs = monotonicMs();
    const processes = new Map<number, ProcStat>();
    const children = new Map<number, ProcStat[]>();
    const groups = new Map<number, ProcStat[]>();
    const carriers = new Map<string, ProcStat[]>();
    const inOurGroups = new Set<number>();
    for (const pid of listPids()) {
      const known = this.#stillTrue(pid, earlier);
      const stat = known ?? readStat(pid);
      if (stat === undefined) continue;
      processes.set(pid, stat);
      append(children, stat.parentPid, stat);
      append(groups, stat.group, stat);
      if (this.#registeredGroups.has(stat.group)) inOurGroups.add(pid);
      else if (known === undefined) this.#noteCarrier(carriers, stat);
    }
    for (const [value, stats] of earlier?.carriers ?? []) {
      for (const stat of stats) if (processes.get(stat.pid) === stat) append(carriers, value, stat);
    }
    this.#latest = { takenAtMs, processes, children, groups, carriers, inOurGroups };
    const nowMs = monotonicMs();
    this.#lastTookMs = nowMs - takenAtMs;
    const costMs = LISTING_SHARE * this.#lastTookMs;
    this.#paidAtMs = Math.min(Math.max(this.#paidAtMs, nowMs) + costMs, nowMs + LISTINGS_AT_ONCE * costMs);
    return this.#latest;
  }

  /** What an earlier snapshot says of a process, where that says to which tree it belongs now. */
  #stillTrue(pid: number, earlier: ProcessSnapshot | undefined): ProcStat | undefined {
    const stat = earlier?.processes.get(pid);
    if (stat === undefined || earlier?.inOurGroups.has(pid) !== true) return stat;
    // Its group is empty by now, and so it has left it.
    return this.#registeredGroups.has(stat.group) ? stat : undefined;
  }

  #noteCarrier(carriers: Map<string, ProcStat[]>, stat: ProcStat): void {
    const value = this.#cookieOf(stat);
    if (value !== undefined) append(carriers, value, stat);
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
