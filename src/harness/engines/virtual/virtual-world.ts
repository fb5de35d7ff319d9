import { posix } from 'node:path';
import { seededRandom } from '../../../base/random.js';
import type { Host } from '../../../host/host.js';
import type { Scenario, ScenarioJob } from '../../../scenario/scenario.js';
import type { FakeEvent } from '../../../script/fake-event.js';
import type { FakeJob } from '../../../script/plan.js';
import { SimClock } from '../../../sim/sim-clock.js';
import { SimFiles } from '../../../sim/sim-files.js';
import type { SimProcess } from '../../../sim/sim-process.js';
import { SimProcesses } from '../../../sim/sim-processes.js';
import { SimTools } from '../../../sim/sim-tools.js';
import { Recorder } from '../recorder.js';

export const OUTPUT_FOLDER = '/out';

export interface VirtualJob extends FakeJob {
  readonly scripted: ScenarioJob;
  readonly outputName: string;
}

/** One simulated machine, with a recorder on everything that happens in it. */
export class VirtualWorld {
  readonly clock = new SimClock();
  readonly files = new SimFiles(this.clock);
  readonly recorder = new Recorder(this.clock);
  readonly jobs: readonly VirtualJob[];
  readonly processes: SimProcesses;
  readonly host: Host;
  /** Told when a fake has started. */
  onStarted: (event: FakeEvent) => void = () => {};
  readonly #jobOf = new Map<number, string>();
  readonly #present = new Set<string>();

  constructor(scenario: Scenario, seed: number) {
    const random = seededRandom(seed);
    this.jobs = scenario.jobs.map(placeJob);
    const { clock, files, jobs } = this;
    this.processes = new SimProcesses({
      clock,
      launch: (command) => tools.launch(command),
      onDeath: (process) => this.#onDeath(process),
    });
    const tools = new SimTools({
      clock,
      files,
      processes: this.processes,
      jobs,
      log: (event) => this.#onFake(event),
    });
    this.host = { clock, files, processes: this.processes, random };
    for (const { input, recording } of jobs) {
      files.entries.set(input, { text: '', sizeBytes: recording.sizeBytes, modifiedAtMs: 0 });
    }
    files.onChange = () => this.#lookAtOutputs();
  }

  #onFake(event: FakeEvent): void {
    if (event.kind === 'started') this.#join(event.job, event.pid);
    if (event.kind === 'forked') this.#join(event.job, event.childPid);
    this.recorder.fake(event);
    if (event.kind === 'started') this.onStarted(event);
  }

  #join(job: string, pid: number): void {
    const alone = !this.#anyoneOf(job);
    this.#jobOf.set(pid, job);
    if (alone) this.recorder.harness({ kind: 'tree-alive', job });
    this.recorder.harness({ kind: 'spawned', job, pid });
  }

  #onDeath({ pid }: SimProcess): void {
    const job = this.#jobOf.get(pid);
    if (job === undefined) return;
    this.#jobOf.delete(pid);
    this.recorder.harness({ kind: 'process-gone', job, pid });
    if (!this.#anyoneOf(job)) this.recorder.harness({ kind: 'tree-gone', job });
  }

  #anyoneOf(job: string): boolean {
    return [...this.#jobOf.values()].includes(job);
  }

  #lookAtOutputs(): void {
    const names = new Set(
      [...this.files.entries.keys()]
        .filter((path) => posix.dirname(path) === OUTPUT_FOLDER)
        .map((path) => posix.basename(path)),
    );
    for (const name of names)
      if (!this.#present.has(name)) this.recorder.harness({ kind: 'file-appeared', name });
    for (const name of this.#present)
      if (!names.has(name)) this.recorder.harness({ kind: 'file-vanished', name });
    this.#present.clear();
    for (const name of names) this.#present.add(name);
  }
}

function placeJob(scripted: ScenarioJob): VirtualJob {
  const { id, recording, ffmpeg, ffprobe, ffprobeOutput } = scripted;
  const outputName = `${scripted.outputName}.mp4`;
  return {
    id,
    scripted,
    outputName,
    input: `/in/${id}.ts`,
    output: posix.join(OUTPUT_FOLDER, outputName),
    tether: '',
    recording,
    ffmpeg,
    ...(ffprobe !== undefined && { ffprobe }),
    ...(ffprobeOutput !== undefined && { ffprobeOutput }),
  };
}
