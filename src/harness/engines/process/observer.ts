import type { Cancel, Clock } from '../../../host/clock.js';
import { readStat, TICK_MS } from '../../../node/proc-stat.js';
import type { FakeEvent } from '../../../script/fake-event.js';
import { TOLERANCE } from '../../tolerance.js';
import type { Recorder } from '../recorder.js';
import type { EventSource, OpenEvents } from './events-tail.js';
import { isAlive, type KnownProcess, knownProcess } from './known-processes.js';
import type { Tether } from './tether.js';

const LOOK_EVERY_MS = 3;
const LOOK_AT_PROCESSES_EVERY_MS = 10;

interface Member {
  readonly known: KnownProcess;
  readonly job: string;
  readonly tool: 'ffmpeg' | 'ffprobe';
}

/** A process of one attempt that was alive when the next attempt had begun. */
interface Suspect {
  readonly member: Member;
  readonly next: FakeEvent;
}

export interface ObserverOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly tethers: readonly Tether[];
  readonly openEvents: OpenEvents;
  /** See {@link Canary.startOffsetMs}. */
  readonly startOffsetMs: number | undefined;
  onFakeEvent(event: FakeEvent): void;
}

/** Watches the fakes of a run from outside: their log, their tethers, their processes. */
export class Observer {
  readonly #options: ObserverOptions;
  readonly #tail: EventSource;
  readonly #members = new Map<number, Member>();
  #suspects: Suspect[] = [];
  #cancel: Cancel = () => {};
  #processesDueMs = 0;
  #stopped = false;

  constructor(options: ObserverOptions) {
    this.#options = options;
    this.#tail = options.openEvents((event) => this.#onFakeEvent(event));
  }

  start(): void {
    const look = (): void => {
      this.#lookAtTethers();
      if (this.#options.clock.now() >= this.#processesDueMs) this.#lookAtProcesses();
      this.#cancel = this.#options.clock.schedule(LOOK_EVERY_MS, look);
    };
    look();
  }

  /** Looks at everything now, before something is judged to have come first. */
  look(): void {
    if (this.#stopped) return;
    this.#lookAtProcesses();
    this.#lookAtTethers();
  }

  /** Looks once more, and then never again: the exit of a killed subject can be reported later than this. */
  stop(): void {
    this.look();
    this.#stopped = true;
    this.#cancel();
    this.#tail.close();
  }

  /** Processes of the run that live now. */
  living(): KnownProcess[] {
    return [...this.#members.values()].map(({ known }) => known).filter(isAlive);
  }

  #lookAtTethers(): void {
    for (const tether of this.#options.tethers) {
      if (!tether.look()) continue;
      this.#options.recorder.harness({ kind: tether.alive ? 'tree-alive' : 'tree-gone', job: tether.job });
    }
  }

  #lookAtProcesses(): void {
    this.#processesDueMs = this.#options.clock.now() + LOOK_AT_PROCESSES_EVERY_MS;
    this.#tail.look();
    for (const [pid, member] of this.#members) {
      if (isAlive(member.known)) continue;
      this.#members.delete(pid);
      this.#options.recorder.harness({ kind: 'process-gone', job: member.job, pid });
    }
    this.#suspects = this.#suspects.filter((suspect) => this.#stillSuspect(suspect));
  }

  #stillSuspect({ member, next }: Suspect): boolean {
    if (this.#members.get(member.known.pid) !== member) return false;
    if (this.#options.clock.now() < next.atMs + TOLERANCE.overlapMs) return true;
    const { job, known } = member;
    this.#options.recorder.harness({ kind: 'overlap', job, pid: known.pid, next: next.pid });
    return false;
  }

  #onFakeEvent(event: FakeEvent): void {
    if (event.kind === 'started') this.#join(event, event.pid);
    if (event.kind === 'forked') this.#join(event, event.childPid);
    this.#options.recorder.fake(event);
    this.#options.onFakeEvent(event);
  }

  #join(event: FakeEvent, pid: number): void {
    if (event.kind === 'started' && event.tool === 'ffmpeg') {
      for (const member of this.#members.values()) {
        if (member.job === event.job && member.tool === 'ffmpeg')
          this.#suspects.push({ member, next: event });
      }
    }
    const known = knownProcess(pid);
    if (known === undefined) {
      this.#options.recorder.harness({ kind: 'process-gone', job: event.job, pid });
      return;
    }
    this.#members.set(pid, { known, job: event.job, tool: event.tool });
    const spawnedAtMs = this.#spawnedAtMs(pid);
    if (event.kind === 'started' && spawnedAtMs !== undefined) {
      this.#options.recorder.harness(
        { kind: 'spawned', job: event.job, pid },
        Math.min(spawnedAtMs, event.atMs),
      );
    }
  }

  #spawnedAtMs(pid: number): number | undefined {
    const { startOffsetMs } = this.#options;
    const startTicks = startOffsetMs === undefined ? undefined : readStat(pid)?.startTicks;
    return startTicks === undefined || startOffsetMs === undefined
      ? undefined
      : startOffsetMs + startTicks * TICK_MS;
  }
}
