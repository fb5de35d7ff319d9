import { basename } from 'node:path';
import type { Registry } from 'prom-client';
import { randomName } from '../base/random.js';
import type { Files } from '../host/files.js';
import { boundedFiles } from '../supervisor/bounded-files.js';
import { errorLogText } from '../supervisor/error-log.js';
import { EVENT_SCHEMA_VERSION, type JobDeed, type JobEvent } from '../supervisor/events.js';
import type { RemuxJob } from '../supervisor/job.js';
import { type LockResult, takeLock } from '../supervisor/lock.js';
import { type RemuxMetrics, remuxMetrics } from '../supervisor/metrics.js';
import type { Failed, Published, RemuxOutcome } from '../supervisor/outcome.js';
import { artefactPaths, publish } from '../supervisor/publish.js';
import { Quarantine } from '../supervisor/quarantine.js';
import { emptyRecording } from '../supervisor/recording-size.js';
import { type SlotLease, Slots } from '../supervisor/slots.js';
import { removeStaleArtefacts } from '../supervisor/stale-artefacts.js';
import type { Supervisor } from '../supervisor/supervisor.js';
import { sweepTemps } from '../supervisor/sweep-temps.js';
import { tempNames } from '../supervisor/temp-names.js';
import { TimeBudget } from '../supervisor/time-budget.js';
import { BaseLadder, type Climb, type Ready, refused, type SpecimenOptions } from './base-ladder.js';
import { failed, ioCause, outcomeBase, type SpecimenJob } from './specimen-job.js';

type TakenLock = Extract<LockResult, { kind: 'taken' }>;

/**
 * A plain supervisor without a flaw, put together from the production parts. Each specimen overrides one
 * thing, so that whatever an oracle says of it is said of that.
 */
export class BaseSupervisor extends BaseLadder implements Supervisor {
  readonly #files: Files;
  readonly #slots: Slots;
  readonly #metrics: RemuxMetrics;
  readonly #onEvent: ((event: JobEvent) => void) | undefined;

  constructor(options: SpecimenOptions) {
    super(options);
    this.#files = boundedFiles(options.host.files, options.host.clock);
    this.#slots = new Slots(options.config.slots);
    this.#metrics = remuxMetrics(options.registry);
    this.#onEvent = options.onEvent;
  }

  get registry(): Registry {
    return this.#metrics.registry;
  }

  load() {
    const { inUse, waiting, capacity } = this.#slots;
    return { inUse, waiting, capacity };
  }

  async remux(request: RemuxJob, signal?: AbortSignal): Promise<RemuxOutcome> {
    const job = this.open(request, signal);
    job.emit({ event: 'job-accepted', input: job.input, output: job.output });
    const outcome = await this.#run(job).catch((error: unknown) => failed(job, ioCause(error)));
    job.emit({ event: 'job-ended', outcome });
    return outcome;
  }

  protected open(request: RemuxJob, signal: AbortSignal | undefined): SpecimenJob {
    const { host, config } = this;
    const { input, furtherParts = [], output, serviceRef } = request;
    const jobId = request.id ?? randomName(host.random, 8);
    const recordingId = request.recordingId ?? basename(output);
    const emit = (deed: JobDeed): void => {
      const time = host.clock.wallTime().toISOString();
      const stamp = { v: EVENT_SCHEMA_VERSION, atMs: host.clock.now(), time, jobId, recordingId } as const;
      const event: JobEvent = { ...stamp, ...deed };
      this.count(event);
      this.tell(event);
    };
    const names = tempNames(output, host.random);
    const context = {
      host,
      files: this.#files,
      config,
      jobId,
      recordingId,
      input,
      furtherParts,
      output,
      names,
      signal,
      emit,
    };
    const acceptedAtMs = host.clock.now();
    const quarantine = new Quarantine();
    const budget = new TimeBudget(host.clock, Number.POSITIVE_INFINITY);
    return {
      ...context,
      quarantine,
      budget,
      serviceRef,
      acceptedAtMs,
      attempts: [],
      queuedMs: 0,
      sleptMs: 0,
    };
  }

  /** Metrics. */
  protected count(event: JobEvent): void {
    this.#metrics.observe(event);
  }

  /** The log. */
  protected tell(event: JobEvent): void {
    this.#onEvent?.(event);
  }

  protected takeLock(job: SpecimenJob): Promise<LockResult> {
    return takeLock(job.host, job.files, artefactPaths(job.output).lock, job.names, job.jobId);
  }

  /** @returns undefined when the job was cancelled while it waited */
  protected acquireSlot(job: SpecimenJob): Promise<SlotLease | undefined> {
    return this.#slots.acquire(job.signal);
  }

  protected releaseSlot(_job: SpecimenJob, lease: SlotLease, _climb: Climb): void {
    lease.release();
  }

  /** @returns false when the job was cancelled before the point of no return */
  protected publishFile(job: SpecimenJob, tempPath: string, outcome: Published): Promise<boolean> {
    return publish(job, tempPath, outcome);
  }

  protected errorLog(outcome: Failed, stderr: string): string {
    return errorLogText(outcome, stderr, this.host.clock.wallTime());
  }

  protected async leaveErrorLog(job: SpecimenJob, outcome: Failed, stderr: string): Promise<void> {
    const { files, output, names } = job;
    const text = this.errorLog(outcome, stderr);
    await files.writeAtomically(artefactPaths(output).errorLog, names.path('errlog'), text);
  }

  async #run(job: SpecimenJob): Promise<RemuxOutcome> {
    const lock = await this.takeLock(job);
    if (lock.kind === 'held') {
      return failed(job, { kind: 'busy', message: `busy: the lock is held by ${lock.by}` });
    }
    job.emit({ event: 'lock-taken', recovered: lock.recovered });
    try {
      return await this.#runLocked(job);
    } finally {
      const { quarantine } = job;
      if (!quarantine.occupied) await this.#clearAway(job, lock);
      else {
        await lock.nameHolders(quarantine.members).catch(warner(job));
        void quarantine.emptied().then(() => this.#clearAway(job, lock));
      }
    }
  }

  async #runLocked(job: SpecimenJob): Promise<RemuxOutcome> {
    const removed = await sweepTemps(job);
    if (removed.length > 0) job.emit({ event: 'recovered', removed });
    await removeStaleArtefacts(job);
    const empty = await emptyRecording(job);
    const climb = empty === undefined ? await this.#climbInSlot(job) : refused(empty);
    const outcome =
      climb.kind === 'failed'
        ? failed(job, climb.cause)
        : await this.#publish(job, climb).catch((error: unknown) => failed(job, ioCause(error)));
    if (outcome.kind === 'published') return outcome;
    // The error log may need the room that the output takes.
    if (climb.kind === 'ready') await job.files.remove(climb.tempPath).catch(() => false);
    const stderr = climb.kind === 'failed' ? climb.stderr : '';
    await this.leaveErrorLog(job, outcome, stderr).catch(warner(job));
    return outcome;
  }

  async #climbInSlot(job: SpecimenJob): Promise<Climb> {
    const askedAtMs = this.host.clock.now();
    const lease = await this.acquireSlot(job);
    const leasedAtMs = this.host.clock.now();
    job.queuedMs = leasedAtMs - askedAtMs;
    if (lease === undefined) {
      return { kind: 'failed', cause: { kind: 'cancelled', message: 'cancelled in the queue' }, stderr: '' };
    }
    const { inUse, capacity } = this.load();
    job.emit({ event: 'slot-taken', waitedMs: job.queuedMs, inUse, capacity });
    const climb = await this.climb(job).catch(
      (error: unknown): Climb => ({ kind: 'failed', cause: ioCause(error), stderr: '' }),
    );
    const release = (): void => {
      this.releaseSlot(job, lease, climb);
      job.emit({ event: 'slot-released', heldMs: this.host.clock.now() - leasedAtMs });
    };
    if (job.quarantine.occupied) void job.quarantine.emptied().then(release);
    else release();
    return climb;
  }

  async #publish(job: SpecimenJob, { strategy, tempPath, check }: Ready): Promise<RemuxOutcome> {
    const outputBytes = (await job.files.stat(tempPath))?.sizeBytes ?? 0;
    job.emit({ event: 'publishing', bytes: outputBytes });
    const { durationMs, durationChecked } = check;
    const outcome: Published = {
      ...outcomeBase(job),
      kind: 'published',
      strategy,
      outputBytes,
      durationMs,
      durationChecked,
    };
    if (await this.publishFile(job, tempPath, outcome)) return outcome;
    return failed(job, { kind: 'cancelled', message: 'cancelled before publishing', strategy });
  }

  /** The lock goes last: whoever takes it next finds nothing of this job. */
  async #clearAway(job: SpecimenJob, lock: TakenLock): Promise<void> {
    await sweepTemps(job).catch(warner(job));
    await lock.release().then(() => job.emit({ event: 'lock-released' }), warner(job));
  }
}

/** For what can go wrong once the outcome is known. */
function warner(job: SpecimenJob): (error: unknown) => void {
  return (error) => job.emit({ event: 'warning', message: ioCause(error).message });
}
