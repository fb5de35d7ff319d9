import type { Files } from '../host/files.js';
import type { Host } from '../host/host.js';
import { dynamicTimeoutMs, type SupervisorConfig } from './config.js';
import { errorLogText } from './error-log.js';
import { executeVodRemux, type LadderFailed, type LadderReady } from './execute-vod-remux.js';
import { ioCause, messageOf } from './io-cause.js';
import type { JobContext } from './job-context.js';
import { pathProblem } from './job-paths.js';
import { takeLock } from './lock.js';
import type { AttemptReport, Cause, Failed, Published, RemuxOutcome } from './outcome.js';
import { artefactPaths, publish } from './publish.js';
import type { SlotLease, Slots } from './slots.js';
import { sweepTemps } from './sweep-temps.js';
import { writeAtomically } from './write-atomically.js';

/** What one job shares with the others of its supervisor. */
export interface JobServices {
  readonly host: Host;
  readonly files: Files;
  readonly config: SupervisorConfig;
  readonly slots: Slots;
  /** Outputs that jobs of this supervisor work on. */
  readonly outputsInHand: Set<string>;
}

/**
 * One job from its acceptance to its outcome. The lock is taken first, so that a second job for the same output
 * is turned away at once; the slot covers exactly the time in which processes run; publishing comes after it.
 */
export async function remuxJob(
  services: JobServices,
  context: JobContext,
  serviceRef?: string,
): Promise<RemuxOutcome> {
  const job = new Job(services, context, serviceRef);
  const outcome = await job.run();
  context.emit({ event: 'job-ended', outcome });
  return outcome;
}

class Job {
  readonly #services: JobServices;
  readonly #context: JobContext;
  readonly #serviceRef: string | undefined;
  readonly #acceptedAtMs: number;
  #queuedMs = 0;
  #attempts: readonly AttemptReport[] = [];
  #lease: SlotLease | undefined;
  #leasedAtMs = 0;
  #releaseLock: () => Promise<void> = async () => {};
  /** Set when a process could not be killed: settles when it is gone and everything given back. */
  #quarantined: Promise<void> | undefined;

  constructor(services: JobServices, context: JobContext, serviceRef: string | undefined) {
    this.#services = services;
    this.#context = context;
    this.#serviceRef = serviceRef;
    this.#acceptedAtMs = context.host.clock.now();
  }

  /** Of two jobs for one output, the one that was submitted first has it, whatever the file system does. */
  async run(): Promise<RemuxOutcome> {
    const { input, output, emit } = this.#context;
    const { outputsInHand } = this.#services;
    emit({ event: 'job-accepted', input, output });
    if (outputsInHand.has(output)) {
      return this.#failure({
        kind: 'busy',
        message: 'busy: another job of this supervisor has the same output',
      });
    }
    const problem = pathProblem(this.#context);
    if (problem !== undefined) return this.#failure({ kind: 'refused', message: `refused: ${problem}` });
    outputsInHand.add(output);
    try {
      return await this.#runAlone();
    } finally {
      if (this.#quarantined === undefined) outputsInHand.delete(output);
      else void this.#quarantined.then(() => outputsInHand.delete(output));
    }
  }

  async #runAlone(): Promise<RemuxOutcome> {
    const { host, files, output, names, jobId, emit } = this.#context;
    try {
      const lock = await takeLock(host, files, artefactPaths(output).lock, names, jobId);
      if (lock.kind === 'held')
        return this.#failure({ kind: 'busy', message: `busy: the lock is held by ${lock.by}` });
      this.#releaseLock = lock.release;
      emit({ event: 'lock-taken', recovered: lock.recovered });
    } catch (error) {
      return this.#failure(ioCause('the lock could not be taken', error));
    }
    let ended: { outcome: RemuxOutcome; stderr: string; gone?: Promise<void> };
    try {
      ended = await this.#runLocked();
    } catch (error) {
      ended = { outcome: this.#failure(ioCause('a file operation failed', error)), stderr: '' };
    }
    if (ended.gone === undefined) this.#releaseSlot();
    await this.#leaveArtefacts(ended.outcome, ended.stderr);
    if (ended.gone === undefined) await this.#clearAway();
    else this.#quarantined = ended.gone.then(() => this.#releaseSlot()).then(() => this.#clearAway());
    return ended.outcome;
  }

  async #runLocked(): Promise<{ outcome: RemuxOutcome; stderr: string; gone?: Promise<void> }> {
    const context = this.#context;
    const removed = await sweepTemps(context);
    if (removed.length > 0) context.emit({ event: 'recovered', removed });
    await context.files.remove(artefactPaths(context.output).errorLog);
    if (!(await this.#takeSlot())) {
      return {
        outcome: this.#failure({ kind: 'cancelled', message: 'cancelled while waiting for a slot' }),
        stderr: '',
      };
    }
    const ladder = await executeVodRemux(context, context.host.clock.now() + (await this.#totalTimeoutMs()));
    this.#attempts = ladder.attempts;
    if (ladder.kind === 'failed') return this.#ladderFailure(ladder);
    this.#releaseSlot();
    return { outcome: await this.#publishOrDiscard(ladder), stderr: '' };
  }

  async #takeSlot(): Promise<boolean> {
    const { slots } = this.#services;
    const { host, signal, emit } = this.#context;
    const askedAtMs = host.clock.now();
    this.#lease = await slots.acquire(signal);
    this.#leasedAtMs = host.clock.now();
    this.#queuedMs = this.#leasedAtMs - askedAtMs;
    if (this.#lease === undefined) return false;
    emit({ event: 'slot-taken', waitedMs: this.#queuedMs, inUse: slots.inUse, capacity: slots.capacity });
    return true;
  }

  async #totalTimeoutMs(): Promise<number> {
    const { config, files, input, furtherParts = [] } = this.#context;
    if (config.totalTimeoutMs !== undefined) return config.totalTimeoutMs;
    let totalBytes = 0;
    for (const path of [input, ...furtherParts]) {
      // A source without a size, such as a URL, gets the base time.
      totalBytes += (await files.stat(path).catch(() => undefined))?.sizeBytes ?? 0;
    }
    return dynamicTimeoutMs(totalBytes);
  }

  #ladderFailure(ladder: LadderFailed) {
    const { stderr, gone } = ladder;
    return { outcome: this.#failure(ladder.cause), stderr, ...(gone && { gone }) };
  }

  /** What cannot be published goes at once: the error log may need the room that it takes. */
  async #publishOrDiscard(ready: LadderReady): Promise<RemuxOutcome> {
    const outcome = await this.#publish(ready).catch((error: unknown) =>
      this.#failure(ioCause('the output could not be published', error)),
    );
    if (outcome.kind !== 'published') {
      await this.#context.files.remove(ready.tempPath).catch(() => false);
    }
    return outcome;
  }

  async #publish(ready: LadderReady): Promise<RemuxOutcome> {
    const { files, emit } = this.#context;
    const found = await files.lstat(ready.tempPath);
    // Somebody who may write beside the output has put something else under the temp name, such as a link.
    if (found?.kind !== 'file') throw new Error(`${ready.tempPath} is no longer the file that was written`);
    const outputBytes = found.sizeBytes;
    emit({ event: 'publishing', bytes: outputBytes });
    const { strategy, durationMs, durationChecked } = ready;
    const outcome: Published = {
      ...this.#base(),
      kind: 'published',
      strategy,
      outputBytes,
      durationMs,
      durationChecked,
    };
    if (await publish(this.#context, ready.tempPath, outcome)) return outcome;
    return this.#failure({ kind: 'cancelled', message: 'cancelled before publishing', strategy });
  }

  /** A failure leaves its error log; a success has left its metadata already, with the file. */
  async #leaveArtefacts(outcome: RemuxOutcome, stderr: string): Promise<void> {
    if (outcome.kind === 'published') return;
    const { files, output, names, host, emit } = this.#context;
    const text = errorLogText(outcome, stderr, host.clock.wallTime());
    try {
      await writeAtomically(files, artefactPaths(output).errorLog, names.path('errlog'), text);
    } catch (error) {
      emit({ event: 'warning', message: `the error log could not be written: ${messageOf(error)}` });
    }
  }

  /** The lock goes last: whoever takes it next finds nothing of this job. */
  async #clearAway(): Promise<void> {
    const { emit } = this.#context;
    try {
      await sweepTemps(this.#context);
    } catch (error) {
      emit({ event: 'warning', message: `temp files could not be removed: ${messageOf(error)}` });
    }
    try {
      await this.#releaseLock();
      emit({ event: 'lock-released' });
    } catch (error) {
      emit({ event: 'warning', message: `the lock could not be removed: ${messageOf(error)}` });
    }
  }

  #releaseSlot(): void {
    if (this.#lease === undefined) return;
    this.#lease.release();
    this.#lease = undefined;
    this.#context.emit({ event: 'slot-released', heldMs: this.#context.host.clock.now() - this.#leasedAtMs });
  }

  #failure(cause: Cause): Failed {
    return { ...this.#base(), kind: cause.kind, cause };
  }

  #base() {
    const { jobId, recordingId, input, furtherParts = [], output, host } = this.#context;
    const elapsedMs = host.clock.now() - this.#acceptedAtMs;
    const base = {
      jobId,
      recordingId,
      input,
      ...(furtherParts.length > 0 && { furtherParts }),
      output,
      attempts: this.#attempts,
      elapsedMs,
      queuedMs: this.#queuedMs,
    };
    return this.#serviceRef === undefined ? base : { ...base, serviceRef: this.#serviceRef };
  }
}
