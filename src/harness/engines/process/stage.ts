import type { Clock } from '../../../host/clock.js';
import type { Scenario } from '../../../scenario/scenario.js';
import type { FakeEvent } from '../../../script/fake-event.js';
import type { Evidence, PublishedFile } from '../../evidence.js';
import type { Subject } from '../../subject.js';
import { Recorder } from '../recorder.js';
import { worstCaseMs } from '../worst-case.js';
import { assembleEvidence } from './assemble.js';
import type { Canary } from './canary.js';
import { Conductor } from './conductor.js';
import { EventsTail, type OpenEvents } from './events-tail.js';
import { awaitLast, endAll, type RunProcesses } from './leftovers.js';
import { MachineActions } from './machine-actions.js';
import { Observer } from './observer.js';
import { OutputWatch } from './output-watch.js';
import { changedBystanders } from './plants.js';
import { subjectCommand } from './subject-command.js';
import { Tether } from './tether.js';
import { UsageMeter } from './usage-meter.js';
import { sleep } from './wait.js';
import type { Workspace } from './workspace.js';

export interface StageOptions {
  readonly clock: Clock;
  readonly scenario: Scenario;
  readonly subject: Subject;
  readonly workspace: Workspace;
  readonly speed: number;
  readonly canary: Canary;
  readonly fakesFolder: string;
  readonly cli: string;
  readonly signal?: AbortSignal;
  readonly startGate?: <T>(start: () => Promise<T>) => Promise<T>;
  /** What stands in the place of the fakes; absent: they do. */
  readonly cast?: Cast;
}

/** Tools that are no fakes: how they are watched, and how their outputs are read. */
export interface Cast {
  readonly engine: Evidence['engine'];
  /** Which release of ffmpeg it is. */
  readonly ffmpeg: string;
  readonly openEvents: OpenEvents;
  /** Real time after which every correct supervisor has ended all jobs. */
  readonly worstCaseMs: number;
  readPublished(path: string): Promise<PublishedFile>;
}

const LOOK_EVERY_MS = 5;

/** A start that takes longer than this no longer holds others up. */
const START_BOUND_MS = 3_000;

/** Starts, answers and ends of a job that wait for one another, each as late as the canary at most. */
const LATE_STEPS = 20;

/** Of a machine that was suspended, nobody waits out the sleep twenty times. */
const MOST_NOISE_MS = 60_000;

/** What a process wrote before its end arrives within this. */
const DRAIN_MS = 60;

/** Everything that lives as long as one run: the subject, who watches it, and who disturbs it. */
export class Stage {
  readonly #asWorker: boolean;
  readonly #recorder: Recorder;
  readonly #meter: UsageMeter;
  readonly #conductor: Conductor;
  readonly #options: StageOptions;
  readonly #tethers: readonly Tether[];
  readonly #observer: Observer;
  readonly #machine: MachineActions;
  readonly #outputs: OutputWatch;
  readonly #run: RunProcesses;
  #ffmpegStarted = false;

  constructor(options: StageOptions) {
    const { clock, scenario, subject, workspace, speed, canary } = options;
    const { manifest } = subject;
    const recorder = new Recorder(clock);
    const together = workspace.jobs.length > 1 && scenario.supervisors === 'one';
    this.#options = options;
    this.#recorder = recorder;
    this.#asWorker = manifest.jobs === 'worker' || (together && manifest.workerCommand !== undefined);
    this.#meter = new UsageMeter(clock);
    this.#tethers = workspace.jobs.map(({ id, tether }) => new Tether(id, tether));
    this.#observer = new Observer({
      clock,
      recorder,
      tethers: this.#tethers,
      openEvents: options.cast?.openEvents ?? ((onEvent) => new EventsTail(workspace.eventsFile, onEvent)),
      startOffsetMs: canary.startOffsetMs,
      onFakeEvent: (event) => this.#onFakeEvent(event),
    });
    this.#conductor = new Conductor({
      clock,
      recorder,
      scenario,
      subject: manifest,
      speed,
      jobs: workspace.jobs,
      asWorker: this.#asWorker,
      commandFor: (jobs) => subjectCommand(options, jobs, this.#asWorker),
      beforeAnswer: () => this.#observer.look(),
    });
    this.#machine = new MachineActions({
      clock,
      recorder,
      scenario,
      speed,
      conductor: this.#conductor,
      meter: this.#meter,
      outputFolder: workspace.outputFolder,
    });
    this.#outputs = new OutputWatch(workspace.outputFolder, recorder, () => this.#observer.look());
    this.#run = { living: () => this.#observer.living(), mark: workspace.planFile };
  }

  /** Plays the scenario to its end. */
  async play(): Promise<Evidence> {
    const { clock, scenario, workspace, speed, canary, startGate = (start) => start() } = this.#options;
    let startedAtMs = clock.now();
    this.#observer.start();
    await startGate(async () => {
      startedAtMs = clock.now();
      await this.#conductor.start();
      const boundMs = clock.now() + START_BOUND_MS;
      await this.#until(
        () => boundMs,
        () => this.#ffmpegStarted || this.#over(),
      );
    });
    const endMs = startedAtMs + (this.#options.cast?.worstCaseMs ?? worstCaseMs(scenario, speed));
    const ended = await this.#until(
      () => endMs + this.#noiseMs(),
      () => this.#over(),
    );
    if (!ended) this.#recorder.harness({ kind: 'gave-up', afterMs: clock.now() - startedAtMs });
    this.#rethrow();
    this.#machine.stop();
    this.#conductor.stop();
    await sleep(clock, DRAIN_MS);
    const leftAlive = ended ? await awaitLast(clock, this.#run, canary) : [];
    this.#observer.stop();
    this.#outputs.stop();
    for (const at of await changedBystanders(workspace.plants)) {
      this.#recorder.harness({ kind: 'bystander-changed', at });
    }
    return assembleEvidence(this.#options, {
      asWorker: this.#asWorker,
      events: this.#recorder.timeline(),
      processes: this.#conductor.processes,
      meter: this.#meter,
      leftAlive: leftAlive.map(({ pid }) => pid),
      published: await this.#readPublished(),
    });
  }

  /**
   * Ends whatever is left, after a failure too.
   * @returns the pids of what could not be ended
   */
  async clear(): Promise<number[]> {
    this.#machine.stop();
    this.#conductor.stop();
    this.#observer.stop();
    this.#outputs.stop();
    const leaked = await endAll(this.#options.clock, this.#run);
    for (const tether of this.#tethers) tether.close();
    for (const process of this.#conductor.processes) process.abandon();
    return leaked;
  }

  /** Undefined where the files are those of fakes. */
  async #readPublished(): Promise<ReadonlyMap<string, PublishedFile> | undefined> {
    const { cast, workspace } = this.#options;
    if (cast === undefined) return undefined;
    const read = new Map<string, PublishedFile>();
    for (const { output } of workspace.jobs) read.set(output, await cast.readPublished(output));
    return read;
  }

  #onFakeEvent(event: FakeEvent): void {
    this.#meter.active(event.atMs);
    if (event.kind === 'started' && event.tool === 'ffmpeg') {
      this.#ffmpegStarted = true;
      this.#meter.begin();
    }
    this.#machine.onFakeEvent(event);
  }

  #over(): boolean {
    const failed = this.#conductor.failure !== undefined || this.#machine.failure !== undefined;
    return failed || (this.#conductor.done && !this.#machine.restarting);
  }

  /** @throws what went wrong in the harness or in starting the subject, or the reason of an abort */
  #rethrow(): void {
    this.#options.signal?.throwIfAborted();
    const failure = this.#conductor.failure ?? this.#machine.failure;
    if (failure !== undefined) throw failure;
    const { dropped } = this.#recorder;
    if (dropped > 0) throw new Error(`${dropped} events of the run were too many to be judged`);
  }

  /** What a job may take beyond its worst case, on a machine as late as this one has been so far. */
  #noiseMs(): number {
    return Math.min(MOST_NOISE_MS, LATE_STEPS * this.#options.canary.lateMs);
  }

  /** @returns whether it came true before that time; an abort ends the wait at once. */
  async #until(endMs: () => number, condition: () => boolean): Promise<boolean> {
    const { clock, signal } = this.#options;
    for (;;) {
      // Where nothing of any job lives, nobody waits for it: what the subject does then is its work.
      if (!this.#tethers.some(({ alive }) => alive)) this.#meter.active(clock.now());
      this.#meter.look(this.#conductor.pid);
      if (condition()) return true;
      if (signal?.aborted === true || clock.now() >= endMs()) return false;
      await sleep(clock, LOOK_EVERY_MS);
    }
  }
}
