import type { FilesInTurn } from '../host/files.js';
import { dynamicTimeoutMs } from './config.js';
import { executeVodRemux, type LadderReady } from './execute-vod-remux.js';
import { ioCause, messageOf } from './io-cause.js';
import type { JobContext } from './job-context.js';
import { pathProblem } from './job-paths.js';
import { leaveErrorLog } from './leave-error-log.js';
import type { LockResult, TakenLock } from './lock.js';
import type { LockKeeper, ReturnListener } from './lock-keeper.js';
import type { AttemptReport, Cause, Failed, Published, RemuxOutcome } from './outcome.js';
import { artefactPaths, publish } from './publish.js';
import { emptyRecording, recordingBytes } from './recording-size.js';
import type { SlotLease, Slots } from './slots.js';
import { removeStaleArtefacts } from './stale-artefacts.js';
import { removeOwnTemps, sweepTemps } from './sweep-temps.js';
import { TimeBudget } from './time-budget.js';

/** What one job shares with the others of its supervisor. */
export interface JobServices {
  readonly slots: Slots;
  readonly locks: LockKeeper;
  /** Outputs that jobs of this supervisor work on. */
  readonly outputsInHand: Set<string>;
}

interface Ended {
  readonly outcome: RemuxOutcome;
  /** Head and tail of what the last attempt said there. */
  readonly stderr: string;
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
    const { output, names, jobId, emit } = this.#context;
    let lock: LockResult;
    try {
      lock = await this.#services.locks.take(artefactPaths(output).lock, names, jobId);
    } catch (error) {
      return this.#failure(ioCause('the lock could not be taken', error));
    }
    if (lock.kind === 'held') {
      return this.#failure({ kind: 'busy', message: `busy: the lock is held by ${lock.by}` });
    }
    emit({ event: 'lock-taken', recovered: lock.recovered });
    let ended: Ended;
    try {
      ended = await this.#runLocked();
    } catch (error) {
      ended = { outcome: this.#failure(ioCause('a file operation failed', error)), stderr: '' };
    }
    await this.#giveAway(lock, ended);
    return ended.outcome;
  }

  /** Slot, temp files and lock, as soon as nobody is left who may need them: this is the one place that gives them away. */
  async #giveAway(lock: TakenLock, { outcome, stderr }: Ended): Promise<void> {
    const { quarantine } = this.#context;
    if (quarantine.occupied) {
      await this.#nameHolders(lock);
      await leaveErrorLog(this.#context, this.#context.files.inTurn(), outcome, stderr);
      this.#quarantined = quarantine.emptied().then(() => this.#clearAway(lock));
      return;
    }
    await this.#clearAway(lock, (turn) => leaveErrorLog(this.#context, turn, outcome, stderr));
  }

  /**
   * Asked for at once, and done in this order: on a full disk the error log needs the room of the temp files, and whoever
   * takes the lock next must find nothing of this job.
   */
  async #clearAway(lock: TakenLock, tellWhy?: (turn: FilesInTurn) => Promise<void>): Promise<void> {
    this.#releaseSlot();
    const turn = this.#context.files.inTurn();
    await Promise.all([removeOwnTemps(this.#context, turn), tellWhy?.(turn), this.#giveBack(lock, turn)]);
  }

  /** When this process dies before those that it could not kill, the lock must still say whose it is. */
  async #nameHolders(lock: TakenLock): Promise<void> {
    const { quarantine, emit } = this.#context;
    try {
      await lock.nameHolders(quarantine.members);
    } catch (error) {
      const what = 'the lock does not name the process that could not be killed';
      emit({ event: 'warning', message: `${what}: ${messageOf(error)}` });
    }
  }

  async #runLocked(): Promise<Ended> {
    const context = this.#context;
    const removed = await sweepTemps(context);
    if (removed.length > 0) context.emit({ event: 'recovered', removed });
    await removeStaleArtefacts(context);
    const empty = await emptyRecording(context);
    if (empty !== undefined) {
      return { outcome: this.#failure({ kind: 'refused', message: `refused: ${empty}` }), stderr: '' };
    }
    if (!(await this.#takeSlot())) {
      return {
        outcome: this.#failure({ kind: 'cancelled', message: 'cancelled while waiting for a slot' }),
        stderr: '',
      };
    }
    const totalMs = context.config.totalTimeoutMs ?? dynamicTimeoutMs(await recordingBytes(context));
    const ladder = await executeVodRemux({ ...context, budget: new TimeBudget(context.host.clock, totalMs) });
    this.#attempts = ladder.attempts;
    if (ladder.kind === 'failed') return { outcome: this.#failure(ladder.cause), stderr: ladder.stderr };
    this.#releaseSlot();
    return { outcome: await this.#publishOrDiscard(ladder), stderr: '' };
  }

  async #takeSlot(): Promise<boolean> {
    const { slots } = this.#services;
    const { host, signal, emit } = this.#context;
    const askedAtMs = host.clock.now();
    this.#lease = await slots.acquire(signal);
    this.#leasedAtMs = host.clock.now();
    this.#queuedMs = Math.round(this.#leasedAtMs - askedAtMs);
    if (this.#lease === undefined) return false;
    emit({ event: 'slot-taken', waitedMs: this.#queuedMs, inUse: slots.inUse, capacity: slots.capacity });
    return true;
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
      durationMs: durationMs === undefined ? undefined : Math.round(durationMs),
      durationChecked,
    };
    if (await publish(this.#context, ready.tempPath, outcome)) return outcome;
    return this.#failure({ kind: 'cancelled', message: 'cancelled before publishing', strategy });
  }

  #giveBack(lock: TakenLock, turn: FilesInTurn): Promise<void> {
    const { output, emit } = this.#context;
    const listener: ReturnListener = {
      released: () => emit({ event: 'lock-released' }),
      failed: (error) =>
        emit({ event: 'warning', message: `the lock could not be removed yet: ${messageOf(error)}` }),
    };
    return this.#services.locks.giveBack(artefactPaths(output).lock, lock, listener, turn);
  }

  #releaseSlot(): void {
    if (this.#lease === undefined) return;
    this.#lease.release();
    this.#lease = undefined;
    const heldMs = Math.round(this.#context.host.clock.now() - this.#leasedAtMs);
    this.#context.emit({ event: 'slot-released', heldMs });
  }

  #failure(cause: Cause): Failed {
    const unkillable = this.#context.quarantine.occupied && { unkillable: true };
    return { ...this.#base(), kind: cause.kind, cause: { ...cause, ...unkillable } };
  }

  #base() {
    const { jobId, recordingId, input, furtherParts = [], output, host } = this.#context;
    const elapsedMs = Math.round(host.clock.now() - this.#acceptedAtMs);
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
