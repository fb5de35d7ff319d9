import type { Host } from '../../../host/host.js';
import type { Scenario } from '../../../scenario/scenario.js';
import { COUNTERS } from '../../../supervisor/metrics-counters.js';
import type { CreateSupervisor } from '../../subject.js';
import type { VirtualJob, VirtualWorld } from './virtual-world.js';

/** Given, or Node would make an error with a stack each time. */
const CANCELLED = 'cancelled';

/** A supervisor in a virtual world: submits the jobs, records its answers, survives its deaths. */
export class VirtualSupervisor {
  readonly #world: VirtualWorld;
  readonly #scenario: Scenario;
  readonly #settled = new Set<string>();
  readonly #submitted = new Set<string>();
  /** Whoever supervises next is told again. */
  readonly #cancelled = new Set<string>();
  #aborts = new Map<string, AbortController>();
  readonly #createSupervisor: CreateSupervisor;
  /** By job; one and the same for all where one supervisor has them all. */
  #supervisors: ReadonlyMap<string, ReturnType<CreateSupervisor>>;
  /** Counts its lives: what a dead one says no longer counts. */
  #life = 0;

  constructor(world: VirtualWorld, scenario: Scenario, create: CreateSupervisor) {
    this.#world = world;
    this.#scenario = scenario;
    this.#createSupervisor = create;
    this.#supervisors = this.#createAll();
  }

  /** Whether anybody supervises. */
  alive = true;

  get allSettled(): boolean {
    // Asked after every event; only jobs of this world are ever settled.
    return this.#settled.size === this.#world.jobs.length;
  }

  /** The first one's: of the production supervisor what an oracle reads, since to write all takes as long as the run. */
  async metrics(): Promise<string | undefined> {
    const [first] = this.#supervisors.values();
    const isKnown = first?.registry.getSingleMetric(COUNTERS.stalls.name) !== undefined;
    return isKnown
      ? first?.registry.getSingleMetricAsString(COUNTERS.stalls.name)
      : first?.registry.metrics();
  }

  /** Gives it the first jobs, and each other one at its time, whoever supervises then. */
  start(): void {
    const { recorder, processes, clock, jobs } = this.#world;
    recorder.harness({ kind: 'subject-started', pid: processes.self.pid });
    for (const job of jobs) {
      const { submitAfterMs } = job.scripted;
      if (submitAfterMs === 0) this.#submit(job);
      else clock.world(submitAfterMs, () => clock.deliver(() => this.#submitFirst(job), true));
    }
  }

  /** Asks it to give up that job, or every one that it has; a job that is yet to come is not meant. */
  cancel(job: string | undefined): void {
    for (const [id, abort] of this.#aborts) {
      if (job !== undefined && job !== id) continue;
      this.#world.recorder.harness({ kind: 'machine', action: 'cancel', job: id });
      this.#cancelled.add(id);
      this.#world.clock.deliver(() => abort.abort(CANCELLED), true);
    }
  }

  kill(restart: boolean): void {
    const { processes, recorder } = this.#world;
    recorder.harness({ kind: 'subject-exited', signal: 'SIGKILL' });
    this.#life++;
    processes.endSupervisor();
    this.#aborts = new Map();
    if (!restart) {
      this.alive = false;
      for (const { id } of this.#world.jobs) this.#settled.add(id);
      return;
    }
    this.#supervisors = this.#createAll();
    recorder.harness({ kind: 'subject-started', pid: processes.self.pid });
    for (const job of this.#world.jobs) {
      const due = job.scripted.submitAfterMs <= this.#world.clock.now();
      if (due && !this.#settled.has(job.id)) this.#submit(job);
    }
  }

  /** Not again when a restart has done so at the very same instant, nor when nobody supervises any more. */
  #submitFirst(job: VirtualJob): void {
    if (!this.#submitted.has(job.id) && !this.#settled.has(job.id)) this.#submit(job);
  }

  #submit(job: VirtualJob): void {
    const { recorder } = this.#world;
    if (!this.#submitted.has(job.id)) recorder.harness({ kind: 'job-submitted', job: job.id });
    this.#submitted.add(job.id);
    const abort = new AbortController();
    this.#aborts.set(job.id, abort);
    if (this.#cancelled.has(job.id)) abort.abort(CANCELLED);
    const life = this.#life;
    const { id, input, furtherParts, output } = job;
    const parts = furtherParts !== undefined && { furtherParts };
    void this.#supervisors
      .get(id)
      ?.remux({ id, input, ...parts, output, recordingId: `recording-${id}` }, abort.signal)
      .then((outcome) => {
        if (life !== this.#life) return;
        this.#settled.add(id);
        recorder.harness({ kind: 'job-settled', job: id, outcome: outcome.kind });
      });
  }

  #createAll(): ReadonlyMap<string, ReturnType<CreateSupervisor>> {
    const { jobs, host, processes } = this.#world;
    const first = this.#create(host);
    const isOne = this.#scenario.supervisors === 'one';
    return new Map(
      jobs.map(({ id }, index) => {
        if (isOne || index === 0) return [id, first];
        return [id, this.#create({ ...host, processes: processes.forAnother() })];
      }),
    );
  }

  #create(host: Host): ReturnType<CreateSupervisor> {
    const { watch, slots } = this.#scenario;
    const { recorder } = this.#world;
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
