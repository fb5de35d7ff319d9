import { posix } from 'node:path';
import { type Random, seededRandom } from '../../../base/random.js';
import type { Host } from '../../../host/host.js';
import type { Scenario, ScenarioJob } from '../../../scenario/scenario.js';
import type { FakeEvent } from '../../../script/fake-event.js';
import type { FakeJob } from '../../../script/plan.js';
import { excerptOf, filesOf } from '../../../script/recording-parts.js';
import { SimClock } from '../../../sim/sim-clock.js';
import { SimFiles } from '../../../sim/sim-files.js';
import type { SimProcess } from '../../../sim/sim-process.js';
import { SimProcesses } from '../../../sim/sim-processes.js';
import { SimTools } from '../../../sim/sim-tools.js';
import { partNames } from '../part-names.js';
import { Recorder } from '../recorder.js';
import { PEACE, type Surroundings } from './surroundings.js';

/** Less than any oracle can tell, and enough for an exit to be known before the bytes that were written before it. */
const PIPE_LAG_MS = 1e-7;

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
  #present: readonly string[] = [];

  constructor(scenario: Scenario, seed: number, surroundings: Surroundings = PEACE) {
    const random = seededRandom(seed);
    this.jobs = scenario.jobs.map(placeJob);
    const { clock, files, jobs } = this;
    this.processes = new SimProcesses({
      clock,
      launch: (command) => tools.launch(command),
      onDeath: (process) => this.#onDeath(process),
      ...(surroundings.exitOvertakes && { pipeLagMs: PIPE_LAG_MS }),
      ...(surroundings.mostPieces > 1 && { cut: pieces(surroundings.mostPieces, seededRandom(seed + 1)) }),
    });
    const tools = new SimTools({
      clock,
      files,
      processes: this.processes,
      jobs,
      log: (event) => this.#onFake(event),
      often: this.recorder,
    });
    this.host = { clock, files, processes: this.processes, random };
    for (const job of jobs) {
      for (const file of filesOf(job)) {
        const { sizeBytes } = excerptOf(job, [file]).recording;
        files.entries.set(file, { text: '', sizeBytes, modifiedAtMs: 0 });
      }
    }
    files.onChange = () => this.#lookAtOutputs();
  }

  /** Puts processes into the system calls that nothing interrupts, each at its time. */
  armStuck(stuck: Surroundings['stuck'], calmAtMs: number): void {
    this.#stuck = (event) => {
      const plan = stuck.find(
        ({ tool, job, invocation }) =>
          tool === event.tool && job === event.job && invocation === event.invocation,
      );
      if (plan === undefined) return;
      const process = this.processes.process(event.pid);
      if (process === undefined) return;
      this.clock.world(plan.afterMs, () => {
        const untilMs = Math.min(this.clock.now() + plan.forMs, calmAtMs);
        if (!process.alive || untilMs <= this.clock.now()) return;
        process.uninterruptible = true;
        this.clock.world(untilMs - this.clock.now(), () => process.interruptible());
      });
    };
  }

  #stuck: (event: FakeEvent) => void = () => {};

  #onFake(event: FakeEvent): void {
    const { kind } = event;
    if (kind === 'started') this.#join(event.job, event.pid);
    if (kind === 'forked') this.#join(event.job, event.childPid);
    this.recorder.fake(event);
    if (kind !== 'started') return;
    this.onStarted(event);
    this.#stuck(event);
  }

  #join(job: string, pid: number): void {
    const alone = !this.#anyoneOf(job);
    this.#jobOf.set(pid, job);
    const process = this.processes.process(pid);
    if (process !== undefined) process.onDoomed = () => this.recorder.harness({ kind: 'doomed', job, pid });
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
    for (const other of this.#jobOf.values()) if (other === job) return true;
    return false;
  }

  #lookAtOutputs(): void {
    const present = this.files.namesIn(OUTPUT_FOLDER);
    const before = this.#present;
    this.#present = present;
    for (const name of present)
      if (!before.includes(name)) this.recorder.harness({ kind: 'file-appeared', name });
    for (const name of before)
      if (!present.includes(name)) this.recorder.harness({ kind: 'file-vanished', name });
  }
}

/** Cuts into up to so many pieces, each boundary anywhere. */
function pieces(most: number, random: Random): (bytes: Uint8Array) => readonly Uint8Array[] {
  return (bytes) => {
    const cut: Uint8Array[] = [];
    let from = 0;
    for (let left = 1 + Math.floor(random() * most); left > 1 && from < bytes.length; left--) {
      const to = from + 1 + Math.floor(random() * (bytes.length - from));
      cut.push(bytes.subarray(from, to));
      from = to;
    }
    if (from < bytes.length) cut.push(bytes.subarray(from));
    return cut;
  };
}

function placeJob(scripted: ScenarioJob): VirtualJob {
  const { id, recording, ffmpeg, ffprobe, ffprobeOutput } = scripted;
  const outputName = `${scripted.outputName}.mp4`;
  const [input = '', ...furtherParts] = partNames(scripted).map((name) => `/in/${name}`);
  return {
    id,
    scripted,
    outputName,
    input,
    ...(furtherParts.length > 0 && { furtherParts }),
    output: posix.join(OUTPUT_FOLDER, outputName),
    tether: '',
    recording,
    ffmpeg,
    ...(ffprobe !== undefined && { ffprobe }),
    ...(ffprobeOutput !== undefined && { ffprobeOutput }),
  };
}
