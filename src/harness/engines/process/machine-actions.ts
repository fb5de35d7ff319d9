import { rm } from 'node:fs/promises';
import type { Cancel, Clock } from '../../../host/clock.js';
import type { Scenario, TimedAction } from '../../../scenario/scenario.js';
import type { FakeEvent } from '../../../script/fake-event.js';
import { clockJob } from '../clock-job.js';
import type { Recorder } from '../recorder.js';
import type { Conductor } from './conductor.js';
import { fillDisk } from './small-disk.js';
import type { UsageMeter } from './usage-meter.js';
import { waitUntil } from './wait.js';

export interface MachineOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly scenario: Scenario;
  readonly speed: number;
  readonly conductor: Conductor;
  readonly meter: UsageMeter;
  readonly outputFolder: string;
}

/** A killed process is gone within this, or nothing can be said about its restart. */
const DEATH_BOUND_MS = 2_000;

/**
 * Does to the subject what the scenario says. The time of each deed counts from the first ffmpeg of its job,
 * or from its first ffprobe where the scenario scripts that: how long the subject itself takes to start is
 * nobody's script.
 */
export class MachineActions {
  readonly #options: MachineOptions;
  #waiting: readonly TimedAction[];
  #pending: Cancel[] = [];
  /** A restart is under way: that nothing runs is not the end. */
  restarting = false;
  failure: unknown;

  constructor(options: MachineOptions) {
    this.#options = options;
    this.#waiting = options.scenario.machine.filter((deed) => 'afterMs' in deed);
  }

  onFakeEvent(event: FakeEvent): void {
    if (event.kind !== 'started' || this.#waiting.length === 0) return;
    const due = this.#waiting.filter((deed) => this.#startsWith(deed, event));
    this.#waiting = this.#waiting.filter((deed) => !due.includes(deed));
    for (const deed of due) {
      const atMs = event.atMs + deed.afterMs / this.#options.speed;
      this.#schedule(atMs - this.#options.clock.now(), () => this.#perform(deed));
    }
  }

  stop(): void {
    for (const cancel of this.#pending) cancel();
    this.#waiting = [];
    // A subject that is stopped cannot even be killed by a polite signal.
    this.#options.conductor.signalAll('SIGCONT');
  }

  #startsWith(deed: TimedAction, event: FakeEvent): boolean {
    const { jobs } = this.#options.scenario;
    const id = clockJob(deed) ?? jobs[0]?.id;
    if (event.job !== id) return false;
    const probeIsScripted = jobs.find((job) => job.id === id)?.ffprobe !== undefined;
    return event.tool === 'ffmpeg' || probeIsScripted;
  }

  #schedule(delayMs: number, fn: () => void): void {
    this.#pending.push(this.#options.clock.schedule(delayMs, fn));
  }

  #perform(deed: TimedAction): void {
    switch (deed.action) {
      case 'cancel':
        this.#cancel(deed.job);
        return;
      case 'pause-supervisor':
        this.#pause(deed.forMs);
        return;
      case 'kill-supervisor':
        this.#kill(deed.restart);
        return;
      case 'remove-folder':
      case 'fill-disk':
        this.#spoilFolder(deed.action);
        return;
      case 'jump-clock':
        this.failure = new Error('internal error: a real calendar is not for a scenario to set');
        return;
    }
  }

  #spoilFolder(action: 'remove-folder' | 'fill-disk'): void {
    const { recorder, outputFolder } = this.#options;
    const done =
      action === 'fill-disk'
        ? fillDisk(outputFolder)
        : rm(outputFolder, { recursive: true, force: true, maxRetries: 3 });
    done.then(
      () => recorder.harness({ kind: 'machine', action }),
      (error: unknown) => {
        this.failure = error;
      },
    );
  }

  #cancel(job: string | undefined): void {
    const { recorder, conductor } = this.#options;
    recorder.harness({ kind: 'machine', action: 'cancel', ...(job !== undefined && { job }) });
    conductor.cancel(job);
  }

  #pause(forMs: number): void {
    const { clock, recorder, conductor, meter, speed } = this.#options;
    recorder.harness({ kind: 'machine', action: 'pause' });
    meter.active(Number.POSITIVE_INFINITY);
    conductor.signalAll('SIGSTOP');
    this.#schedule(forMs / speed, () => {
      conductor.signalAll('SIGCONT');
      meter.active(clock.now());
      recorder.harness({ kind: 'machine', action: 'resume' });
    });
  }

  #kill(restart: boolean): void {
    const { clock, recorder, conductor, meter } = this.#options;
    recorder.harness({ kind: 'machine', action: 'kill' });
    this.restarting = restart;
    // Starting anew is work, until its first process is there.
    meter.active(Number.POSITIVE_INFINITY);
    conductor.signalAll('SIGKILL');
    if (!restart) return;
    waitUntil(clock, DEATH_BOUND_MS, () => conductor.done)
      .then(() => conductor.start())
      .catch((error: unknown) => {
        this.failure = error;
      })
      .finally(() => {
        this.restarting = false;
      });
  }
}
