import { seededRandom } from '../../src/base/random.js';
import type { FakeEvent } from '../../src/script/fake-event.js';
import type { FakeJob, Recording } from '../../src/script/plan.js';
import { excerptOf, filesOf } from '../../src/script/recording-parts.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { SimProcesses } from '../../src/sim/sim-processes.js';
import { SimTools } from '../../src/sim/sim-tools.js';
import { SUPERVISOR_DEFAULTS, type SupervisorConfig } from '../../src/supervisor/config.js';
import type { JobEvent } from '../../src/supervisor/events.js';
import type { RemuxOutcome } from '../../src/supervisor/outcome.js';
import { createSupervisor } from '../../src/supervisor/supervisor.js';

export const FOLDER = '/out';
export const OUTPUT = `${FOLDER}/film.mp4`;

export const RECORDING: Recording = {
  sizeBytes: 1e7,
  durationMs: 60_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
};

/** What the fakes do, and what the supervisor is told. */
export interface Setting {
  readonly job?: Partial<FakeJob>;
  readonly config?: Partial<SupervisorConfig>;
}

/** A simulated machine with one recording, on which supervisors come and go, each with the same job. */
export class SimulatedMachine {
  readonly clock = new SimClock();
  readonly files = new SimFiles(this.clock);
  readonly processes: SimProcesses;
  readonly job: FakeJob;
  /** What the fakes did. */
  readonly deeds: FakeEvent[] = [];
  /** What the present supervisor says. */
  events: JobEvent[] = [];
  outcome: RemuxOutcome | undefined;
  readonly #config: SupervisorConfig;
  readonly #random = seededRandom(1);
  #abort = new AbortController();
  #life = 0;

  constructor({ job, config }: Setting = {}) {
    const input = '/in/film.ts';
    this.job = { id: 'job', input, output: OUTPUT, tether: '', recording: RECORDING, ffmpeg: {}, ...job };
    this.#config = { ...SUPERVISOR_DEFAULTS, ffmpeg: '/bin/ffmpeg', ffprobe: '/bin/ffprobe', ...config };
    const { clock, files } = this;
    this.processes = new SimProcesses({ clock, launch: (command) => tools.launch(command) });
    const log = (event: FakeEvent): void => void this.deeds.push(event);
    const tools = new SimTools({ clock, files, processes: this.processes, jobs: [this.job], log });
    for (const path of filesOf(this.job)) {
      const { sizeBytes } = excerptOf(this.job, [path]).recording;
      files.entries.set(path, { text: '', sizeBytes, modifiedAtMs: 0 });
    }
  }

  /** A new supervisor gets the job. */
  submit(): void {
    const life = ++this.#life;
    this.events = [];
    this.outcome = undefined;
    this.#abort = new AbortController();
    const { clock, files, processes } = this;
    const supervisor = createSupervisor({
      host: { clock, files, processes, random: this.#random },
      config: this.#config,
      onEvent: (event) => {
        if (life === this.#life) this.events.push(event);
      },
    });
    const { id, input, furtherParts, output } = this.job;
    const parts = furtherParts !== undefined && { furtherParts };
    void supervisor.remux({ id, input, ...parts, output }, this.#abort.signal).then((outcome) => {
      if (life === this.#life) this.outcome = outcome;
    });
  }

  cancel(): void {
    const abort = this.#abort;
    this.clock.deliver(() => abort.abort(), true);
  }

  /** The supervisor is killed; what the kernel and the guardian end with it ends too. */
  kill(): void {
    this.#life++;
    this.processes.endSupervisor();
  }

  /** Lets time go on until the job has its outcome. */
  async settle(): Promise<RemuxOutcome> {
    const ended = await this.clock.run(() => this.outcome !== undefined);
    if (this.outcome === undefined) throw new Error(`the job never ended: ${ended}`);
    return this.outcome;
  }

  told<K extends JobEvent['event']>(kind: K): Extract<JobEvent, { event: K }>[] {
    return this.events.filter((event): event is Extract<JobEvent, { event: K }> => event.event === kind);
  }
}
