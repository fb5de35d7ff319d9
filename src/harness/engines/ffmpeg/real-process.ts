import { join } from 'node:path';
import type { FakeDeed, FakeEvent, FakeOrigin } from '../../../script/fake-event.js';
import { FileTail } from '../process/file-tail.js';
import { isAlive, type KnownProcess } from '../process/known-processes.js';
import { Activity, movedBytes } from './activity.js';
import { type Parting, PartingWords } from './parting.js';
import { readReportLine } from './report-line.js';
import { SlowStorage } from './slow-storage.js';
import { reportFile } from './tool-shim.js';
import { readZombie } from './zombie.js';

export interface RealProcessOptions {
  readonly known: KnownProcess;
  readonly origin: Omit<FakeOrigin, 'atMs'>;
  /** Holds ffmpeg's report. */
  readonly folder: string;
  /** What it writes; undefined: nothing. */
  readonly output: string | undefined;
  /** How often a watchdog looks. */
  readonly windowMs: number;
  readonly storageBytes: number | undefined;
  onEvent(event: FakeEvent): void;
}

/**
 * One run of a real tool, followed from outside: by its report where it is an ffmpeg, by the kernel's counters, and by its
 * death. What it showed at a look happened after the look before, and is dated so: an advance that seems later than it
 * was would accuse a supervisor of killing too early. Its end is dated when it is seen, as the end of any process.
 */
export class RealProcess {
  readonly #options: RealProcessOptions;
  readonly #report: FileTail | undefined;
  readonly #words = new PartingWords();
  readonly #activity: Activity;
  readonly #storage: SlowStorage | undefined;
  #sinceMs: number;
  #signalled = false;
  ended = false;

  constructor(options: RealProcessOptions, nowMs: number) {
    const { known, origin, folder, output, windowMs, storageBytes } = options;
    this.#options = options;
    this.#sinceMs = nowMs;
    const isFfmpeg = origin.tool === 'ffmpeg';
    this.#report = isFfmpeg
      ? new FileTail(join(folder, reportFile(known.pid)), (line) => this.#onLine(line))
      : undefined;
    this.#activity = new Activity(known.pid, output, windowMs, (deed) => this.#tell(deed));
    this.#storage =
      isFfmpeg && storageBytes !== undefined
        ? new SlowStorage(storageBytes, (name) => this.signal(name))
        : undefined;
  }

  look(nowMs: number): void {
    if (this.ended) return;
    const { known, origin } = this.#options;
    const isOver = !isAlive(known);
    const seen = isOver ? readZombie(known.pid) : undefined;
    this.#report?.look();
    if (isOver) {
      this.#end(seen, nowMs);
      return;
    }
    if (origin.tool === 'ffmpeg') this.#activity.look(nowMs);
    const bytes = this.#storage === undefined ? undefined : movedBytes(known.pid);
    if (bytes !== undefined) this.#storage?.look(nowMs, bytes);
    this.#sinceMs = nowMs;
  }

  /** Nobody asks further. */
  close(): void {
    this.#report?.close();
  }

  /** Stops it and lets it go on; one that is gone is left alone. */
  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    const { known } = this.#options;
    if (!isAlive(known)) return;
    try {
      process.kill(known.pid, name);
    } catch {
      // It ended in between.
    }
  }

  tellFrozen(): void {
    this.#tell({ kind: 'froze' });
  }

  #onLine(line: string): void {
    const read = readReportLine(line);
    this.#words.take(read);
    if (read.kind === 'progress') this.#tell(read);
  }

  /** What its parent was told counts, where that was seen; else what it said itself. */
  #end(seen: Parting | undefined, nowMs: number): void {
    this.ended = true;
    this.close();
    // An end has a cause, such as a cancel, that must stand before it.
    this.#sinceMs = nowMs;
    const { signal } = this.#words;
    if (signal !== undefined && !this.#signalled) this.#tell({ kind: 'signalled', signal });
    this.#signalled = true;
    const isKilled = seen?.signal === 'SIGKILL';
    const parting = isKilled ? undefined : (seen ?? this.#words.parting);
    const isProbe = this.#options.origin.tool === 'ffprobe';
    if (parting !== undefined && !(isProbe && seen === undefined))
      this.#tell({ kind: 'exiting', ...parting });
  }

  #tell(deed: FakeDeed): void {
    this.#options.onEvent({ ...this.#options.origin, atMs: this.#sinceMs, ...deed } as FakeEvent);
  }
}
