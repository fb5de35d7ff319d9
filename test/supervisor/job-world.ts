import { seededRandom } from '../../src/base/random.js';
import type { Processes } from '../../src/host/processes.js';
import type { FakeEvent } from '../../src/script/fake-event.js';
import type { FakeJob, Recording } from '../../src/script/plan.js';
import type { Step } from '../../src/script/step.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import type { SimProcess } from '../../src/sim/sim-process.js';
import { SimProcesses } from '../../src/sim/sim-processes.js';
import { SimTools } from '../../src/sim/sim-tools.js';
import { SUPERVISOR_DEFAULTS, type SupervisorConfig } from '../../src/supervisor/config.js';
import type { JobEvent } from '../../src/supervisor/events.js';
import type { RemuxOutcome } from '../../src/supervisor/outcome.js';
import { createSupervisor, type Supervisor } from '../../src/supervisor/supervisor.js';

export const INPUT = '/in/a.ts';
export const OUTPUT = '/out/film.mp4';
export const LOCK = `${OUTPUT}.lock`;

const HOUR_MS = 3_600_000;

const RECORDING: Recording = {
  sizeBytes: 5e8,
  durationMs: 2_400_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
};

/** What the fakes do; what is not said goes well. */
export interface JobScript extends Partial<Recording> {
  readonly ffmpeg?: FakeJob['ffmpeg'];
  readonly ffprobe?: readonly Step[];
  readonly ffprobeOutput?: readonly Step[];
  readonly furtherParts?: readonly string[];
}

/** One simulated machine with one recording, and the supervisor at work on it. */
export class JobWorld {
  readonly clock = new SimClock();
  readonly files = new SimFiles(this.clock);
  readonly processes: SimProcesses;
  readonly events: JobEvent[] = [];
  /** Which tools were run, in order. */
  readonly started: string[] = [];
  /** Told when a fake has started. */
  onStarted: (event: FakeEvent & { kind: 'started' }, process: SimProcess) => void = () => {};
  supervisor: Supervisor;
  readonly #config: SupervisorConfig;
  readonly #random = seededRandom(1);
  readonly #furtherParts: readonly string[];
  /** Whether the platform tells anything of what processes do. */
  seesUsage = true;

  constructor(script: JobScript = {}, config: Partial<SupervisorConfig> = {}) {
    const { clock, files } = this;
    const { ffmpeg = {}, ffprobe, ffprobeOutput, furtherParts = [], ...recording } = script;
    this.#furtherParts = furtherParts;
    const job: FakeJob = {
      id: 'job',
      input: INPUT,
      output: OUTPUT,
      tether: '',
      recording: { ...RECORDING, ...recording },
      ffmpeg,
      ...(furtherParts.length > 0 && { furtherParts }),
      ...(ffprobe && { ffprobe }),
      ...(ffprobeOutput && { ffprobeOutput }),
    };
    const { sizeBytes } = job.recording;
    for (const part of [INPUT, ...furtherParts]) {
      files.entries.set(part, { text: '', sizeBytes, modifiedAtMs: 0 });
    }
    this.processes = new SimProcesses({ clock, launch: (command) => tools.launch(command) });
    const { processes } = this;
    const tools = new SimTools({ clock, files, processes, jobs: [job], log: (event) => this.#hear(event) });
    this.#config = { ...SUPERVISOR_DEFAULTS, ffmpeg: '/bin/ffmpeg', ffprobe: '/bin/ffprobe', ...config };
    this.supervisor = this.#create();
  }

  start(signal?: AbortSignal): Promise<RemuxOutcome> {
    const furtherParts = this.#furtherParts;
    return this.supervisor.remux({ id: 'job', input: INPUT, furtherParts, output: OUTPUT }, signal);
  }

  /** Lets time pass until it settles. */
  async settle<T>(work: Promise<T>): Promise<T> {
    let isOver = false;
    const end = (): void => {
      isOver = true;
    };
    work.then(end, end);
    await this.clock.run(() => isOver, this.clock.now() + 3 * HOUR_MS);
    if (!isOver) throw new Error('it never settled');
    return work;
  }

  remux(signal?: AbortSignal): Promise<RemuxOutcome> {
    return this.settle(this.start(signal));
  }

  async pass(forMs: number): Promise<void> {
    await this.clock.run(() => false, this.clock.now() + forMs);
  }

  /** The supervisor's process dies, and another one begins. */
  restart(): void {
    this.processes.endSupervisor();
    this.supervisor = this.#create();
  }

  /** Lets the fake that is the n-th run of a tool hang in a system call from its start on. */
  holdFast(tool: 'ffmpeg' | 'ffprobe', invocation: number): { release(): void } {
    let held: SimProcess | undefined;
    this.onStarted = (event, process) => {
      if (event.tool !== tool || event.invocation !== invocation) return;
      held = process;
      process.uninterruptible = true;
    };
    return { release: () => held?.interruptible() };
  }

  /** Names beside the output. */
  left(): string[] {
    return this.files.namesIn('/out').sort();
  }

  text(path: string): string {
    return this.files.entries.get(path)?.text ?? '';
  }

  told<K extends JobEvent['event']>(kind: K): Extract<JobEvent, { event: K }>[] {
    return this.events.filter(
      (event): event is JobEvent & Extract<JobEvent, { event: K }> => event.event === kind,
    );
  }

  #create(): Supervisor {
    const { clock, files, processes } = this;
    const spawn: Processes['spawn'] = (command, sink) => {
      const child = processes.spawn(command, sink);
      if (!this.seesUsage) child.usage = () => Promise.resolve(undefined);
      return child;
    };
    const identity = processes.identity.bind(processes) as Processes['identity'];
    return createSupervisor({
      host: { clock, files, processes: { spawn, identity }, random: this.#random },
      config: this.#config,
      onEvent: (event) => this.events.push(event),
    });
  }

  #hear(event: FakeEvent): void {
    const process = this.processes.process(event.pid);
    if (event.kind !== 'started' || process === undefined) return;
    this.started.push(event.tool);
    this.onStarted(event, process);
  }
}
