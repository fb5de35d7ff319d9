import { assert } from '../base/assert.js';
import type { StopSignal } from '../host/processes.js';
import { monotonicMs } from './clock.js';
import { hasProc, ifReadable, isRunning, type ProcStat, readStat } from './proc-stat.js';
import type { ProcessSnapshot, ProcessTable } from './process-table.js';

/** A snapshot this old will do to kill a tree: who came since is found, and killed, while the group dies. */
const KNOWN_FOR_MS = 1_000;

/**
 * A child and all that descends from it: its process group, and those that left the group, found by their
 * parent or by the cookie in their environment.
 *
 * A pid is never trusted alone. The leader's is ours until it is reaped; a group's number cannot be reused
 * while it has members, and is dropped when it was once seen empty; anyone else is pid plus start time.
 */
export class ProcessTree {
  readonly pid: number;
  readonly #cookieValue: string;
  readonly #table: ProcessTable;
  readonly #spawnedAtMs = monotonicMs();
  /** Start times, by pid, of members seen besides the leader. */
  readonly #known = new Map<number, number>();
  readonly #onGroupGone: () => void;
  #leaderReaped = false;
  /** While it has members its number is ours. */
  #groupGoneAtMs = Number.POSITIVE_INFINITY;
  #over = false;
  /** SIGKILL was sent: whoever is found from now on gets it too. */
  #condemned = false;
  /** When SIGKILL was sent to the group, or last to somebody outside of it: who gets it can fork no more. */
  #killedAtMs = Number.POSITIVE_INFINITY;

  /** `onGroupGone` is called once, when no process runs in the group any more. */
  constructor(pid: number, cookieValue: string, table: ProcessTable, onGroupGone: () => void) {
    assert(Number.isInteger(pid) && pid > 1, `a child cannot have pid ${pid}`);
    this.pid = pid;
    this.#cookieValue = cookieValue;
    this.#table = table;
    this.#onGroupGone = onGroupGone;
  }

  /** To be told when the leader was reaped: from then on its pid may mean someone else. */
  leaderReaped(): void {
    this.#leaderReaped = true;
    this.#groupExists();
  }

  /**
   * The whole group at once, and all members outside of it. They are looked for first, if nobody has done so just before: with
   * their parent's death some of them could not be told from others any more.
   */
  signal(name: StopSignal): boolean {
    if (this.#over) return false;
    if (name === 'SIGKILL') this.#condemned = true;
    ifReadable(
      () => this.#remember(this.#condemned ? this.#table.recent(KNOWN_FOR_MS) : this.#table.updated()),
      undefined,
    );
    const groupReached = this.#groupExists() && send(-this.pid, name);
    if (name === 'SIGKILL') this.#killedAtMs = Math.min(this.#killedAtMs, monotonicMs());
    const outsiders = ifReadable(() => this.#signalOutsiders(name), 0);
    return groupReached || outsiders > 0;
  }

  /**
   * Costs one read while the leader runs, and a snapshot when it and all known members are gone, or, of a tree that was
   * killed, while they die: then nobody waits for it. Where nothing can be read it says yes: what is not known to be dead
   * may still write.
   */
  running(): boolean {
    return !this.#over && ifReadable(() => this.#looksAlive(), true);
  }

  #looksAlive(): boolean {
    if (this.#leaderRuns() || this.#knownNow().some(isRunning)) {
      // Nobody waits for this, and so it may take no time that others wait for.
      if (this.#condemned && !this.#table.busy) this.#seekStrangers();
      return true;
    }
    const groupExists = this.#groupExists();
    if (groupExists && !hasProc) return true;
    if (this.#strangersRun()) return true;
    this.#over = true;
    this.#dropGroup();
    return false;
  }

  /** The members as they are now; new ones may be missing for `maxAgeMs`. */
  members(maxAgeMs: number): ProcStat[] {
    if (this.#over) return [];
    this.#remember(this.#table.recent(maxAgeMs));
    const leader = this.#leaderReaped ? undefined : readStat(this.pid);
    return leader === undefined ? this.#knownNow() : [leader, ...this.#knownNow()];
  }

  #leaderRuns(): boolean {
    if (this.#leaderReaped) return false;
    if (!hasProc) return true;
    const leader = readStat(this.pid);
    return leader !== undefined && isRunning(leader);
  }

  /** Known members that are still there, zombies included; forgets the others. */
  #knownNow(): ProcStat[] {
    const present: ProcStat[] = [];
    for (const [pid, startTicks] of this.#known) {
      const stat = readStat(pid);
      if (stat?.startTicks === startTicks) present.push(stat);
      else this.#known.delete(pid);
    }
    return present;
  }

  #groupExists(): boolean {
    if (this.#groupGone) return false;
    if (!this.#leaderReaped || groupExists(this.pid)) return true;
    this.#dropGroup();
    return false;
  }

  #dropGroup(): void {
    if (this.#groupGone) return;
    this.#groupGoneAtMs = monotonicMs();
    this.#onGroupGone();
  }

  get #groupGone(): boolean {
    return this.#groupGoneAtMs !== Number.POSITIVE_INFINITY;
  }

  /** Whether members run that nobody knew of. Many trees that end together share one snapshot. */
  #strangersRun(): boolean {
    // Whoever was told to die will be looked for again soon.
    if (!this.#seekStrangers()) return true;
    return this.#knownNow().some(isRunning);
  }

  /** @returns false when it has to wait: `/proc` is not read for one tree alone while many end. */
  #seekStrangers(): boolean {
    const { latest, crowded } = this.#table;
    if (latest !== undefined && this.#isConclusive(latest)) this.#remember(latest);
    else if (this.#condemned && crowded) return false;
    else this.#remember(this.#table.updated());
    if (this.#condemned) this.#signalOutsiders('SIGKILL');
    return true;
  }

  /**
   * Whether nobody can have been born unseen since. Without any trace of the tree, it had ended by then. Taken since SIGKILL
   * was sent, it shows whoever had left the group before.
   */
  #isConclusive(snapshot: ProcessSnapshot): boolean {
    if (snapshot.takenAtMs <= this.#spawnedAtMs) return false;
    return snapshot.takenAtMs > this.#killedAtMs || this.#seeds(snapshot).length === 0;
  }

  #seeds(snapshot: ProcessSnapshot): ProcStat[] {
    const isOurs = snapshot.takenAtMs < this.#groupGoneAtMs;
    const inGroup = isOurs ? (snapshot.groups.get(this.pid) ?? []) : [];
    const carriers = snapshot.carriers.get(this.#cookieValue) ?? [];
    const known = [...this.#known].flatMap(([pid, startTicks]) => {
      const stat = snapshot.processes.get(pid);
      return stat?.startTicks === startTicks ? [stat] : [];
    });
    return [...inGroup, ...carriers, ...known];
  }

  /** All members in a snapshot, by descent from those that are surely ours. */
  #remember(snapshot: ProcessSnapshot): ProcStat[] {
    const members = new Map<number, ProcStat>();
    const queue = snapshot.takenAtMs > this.#spawnedAtMs ? this.#seeds(snapshot) : [];
    for (let stat = queue.pop(); stat !== undefined; stat = queue.pop()) {
      if (members.has(stat.pid) || stat.pid <= 1 || stat.pid === process.pid) continue;
      members.set(stat.pid, stat);
      queue.push(...(snapshot.children.get(stat.pid) ?? []));
    }
    for (const { pid, startTicks } of members.values()) {
      if (pid !== this.pid) this.#known.set(pid, startTicks);
    }
    return [...members.values()];
  }

  /** Known members that no signal to the group reaches; returns how many were reached. */
  #signalOutsiders(name: StopSignal): number {
    const outside = this.#knownNow().filter(
      (stat) => isRunning(stat) && (stat.group !== this.pid || this.#groupGone),
    );
    const reached = outside.filter(({ pid }) => send(pid, name)).length;
    if (reached > 0 && name === 'SIGKILL') this.#killedAtMs = monotonicMs();
    return reached;
  }
}

function groupExists(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch (error) {
    // Linux: members that run as another user. macOS says the same of a group of zombies.
    return hasProc && (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A negative target is a process group. False when nobody is there, or nobody who may be signalled. */
function send(target: number, signal: StopSignal): boolean {
  assert(Math.abs(target) > 1, `a signal to ${target} would reach others`);
  try {
    return process.kill(target, signal);
  } catch {
    return false;
  }
}
