import type { Scenario } from '../../../scenario/scenario.js';
import type { CreateSupervisor } from '../../subject.js';
import type { VirtualJob, VirtualWorld } from './virtual-world.js';

/** A supervisor in a virtual world: submits the jobs, records its answers, survives its deaths. */
export class VirtualSupervisor {
  readonly #world: VirtualWorld;
  readonly #scenario: Scenario;
  readonly #settled = new Set<string>();
  readonly #submitted = new Set<string>();
  #aborts = new Map<string, AbortController>();
  readonly #createSupervisor: CreateSupervisor;
  #supervisor: ReturnType<CreateSupervisor>;
  /** Counts its lives: what a dead one says no longer counts. */
  #life = 0;

  constructor(world: VirtualWorld, scenario: Scenario, create: CreateSupervisor) {
    this.#world = world;
    this.#scenario = scenario;
    this.#createSupervisor = create;
    this.#supervisor = this.#create();
  }

  get allSettled(): boolean {
    return this.#world.jobs.every(({ id }) => this.#settled.has(id));
  }

  metrics(): Promise<string> {
    return this.#supervisor.registry.metrics();
  }

  /** Gives it every job that has no answer yet, each at its time. */
  start(): void {
    const { recorder, processes, clock } = this.#world;
    recorder.harness({ kind: 'subject-started', pid: processes.self.pid });
    for (const job of this.#world.jobs) {
      if (this.#settled.has(job.id)) continue;
      if (this.#submitted.has(job.id) || job.scripted.submitAfterMs === 0) this.#submit(job);
      else clock.world(job.scripted.submitAfterMs, () => clock.deliver(() => this.#submit(job), true));
    }
  }

  cancel(job: string | undefined): void {
    for (const [id, abort] of this.#aborts) {
      if (job === undefined || job === id) this.#world.clock.deliver(() => abort.abort(), true);
    }
  }

  kill(restart: boolean): void {
    const { processes, recorder } = this.#world;
    recorder.harness({ kind: 'subject-exited', signal: 'SIGKILL' });
    this.#life++;
    processes.endSupervisor();
    this.#aborts = new Map();
    if (!restart) {
      for (const { id } of this.#world.jobs) this.#settled.add(id);
      return;
    }
    this.#supervisor = this.#create();
    this.start();
  }

  #submit(job: VirtualJob): void {
    const { recorder } = this.#world;
    if (!this.#submitted.has(job.id)) recorder.harness({ kind: 'job-submitted', job: job.id });
    this.#submitted.add(job.id);
    const abort = new AbortController();
    this.#aborts.set(job.id, abort);
    const life = this.#life;
    const { id, input, output } = job;
    void this.#supervisor
      .remux({ id, input, output, recordingId: `recording-${id}` }, abort.signal)
      .then((outcome) => {
        if (life !== this.#life) return;
        this.#settled.add(id);
        recorder.harness({ kind: 'job-settled', job: id, outcome: outcome.kind });
      });
  }

  #create(): ReturnType<CreateSupervisor> {
    const { watch, slots } = this.#scenario;
    const { host, recorder } = this.#world;
    const life = this.#life;
    const { startupGraceMs, stallTimeoutMs, tickMs, finaliseMs, probeTimeoutMs, totalTimeoutMs } = watch;
    return this.#createSupervisor({
      host,
      config: {
        ffmpeg: '/bin/ffmpeg',
        ffprobe: '/bin/ffprobe',
        slots,
        watch: { startupGraceMs, stallTimeoutMs, tickMs, finaliseMs },
        probeTimeoutMs,
        ...(totalTimeoutMs !== undefined && { totalTimeoutMs }),
      },
      onEvent: (event) => {
        if (life === this.#life) recorder.subject(event);
      },
    });
  }
}
