import type { Cancel, Clock } from '../../../host/clock.js';
import type { Scenario } from '../../../scenario/scenario.js';
import type { JobEvent } from '../../../supervisor/events.js';
import { jobEventSchema } from '../../event-schema.js';
import type { SubjectManifest } from '../../subject.js';
import type { Recorder } from '../recorder.js';
import { type SubjectCommand, SubjectProcess } from './subject-process.js';
import type { WorkspaceJob } from './workspace-job.js';

export interface ConductorOptions {
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly scenario: Scenario;
  readonly subject: SubjectManifest;
  readonly speed: number;
  readonly jobs: readonly WorkspaceJob[];
  /** One process for all jobs, or one for each. */
  readonly asWorker: boolean;
  commandFor(jobs: readonly WorkspaceJob[]): SubjectCommand;
  /** Called before an exit or an answer is recorded: what came before it must stand before it. */
  beforeAnswer(): void;
}

interface Running {
  readonly process: SubjectProcess;
  readonly jobs: readonly WorkspaceJob[];
}

/** Starts the subject, gives it its jobs, and records its answers. */
export class Conductor {
  readonly #options: ConductorOptions;
  readonly #running: Running[] = [];
  readonly #settled = new Set<string>();
  readonly #submitted = new Set<string>();
  #pending: Cancel[] = [];
  #unstarted = 0;
  /** Set when the subject could not be executed. */
  failure: unknown;

  constructor(options: ConductorOptions) {
    this.#options = options;
  }

  /** Starts everything that the scenario starts by itself. Called again after a kill: the unsettled jobs. */
  async start(): Promise<void> {
    const { jobs, asWorker } = this.#options;
    const open = jobs.filter(({ id }) => !this.#settled.has(id));
    if (asWorker) await this.#startWorker(open);
    else for (const job of open) await this.#after(job, () => this.#startSingle(job));
  }

  /** Every process of the subject has ended, and none is still to come. */
  get done(): boolean {
    return this.failure !== undefined || (this.#unstarted === 0 && this.#alive().length === 0);
  }

  get allSettled(): boolean {
    return this.#options.jobs.every(({ id }) => this.#settled.has(id));
  }

  /** The process whose use of resources stands for the subject's. */
  get pid(): number | undefined {
    return this.#alive()[0]?.process.pid;
  }

  /** All processes that were ever the subject. */
  get processes(): readonly SubjectProcess[] {
    return this.#running.map(({ process }) => process);
  }

  /** Asks for one job where the subject can, else for all. */
  cancel(job: string | undefined): void {
    for (const { process, jobs } of this.#alive()) {
      if (job !== undefined && !jobs.some(({ id }) => id === job)) continue;
      if (job !== undefined && this.#options.asWorker) process.send({ cancel: job });
      else process.signal(this.#options.subject.cancelSignal ?? 'SIGTERM');
    }
  }

  signalAll(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    for (const { process } of this.#alive()) process.signal(name);
  }

  /** Starts nothing more and ends what runs. */
  stop(): void {
    for (const cancel of this.#pending) cancel();
    this.#pending = [];
    this.#unstarted = 0;
    this.signalAll('SIGKILL');
  }

  #alive(): Running[] {
    return this.#running.filter(({ process }) => !process.exited);
  }

  async #startWorker(jobs: readonly WorkspaceJob[]): Promise<void> {
    const process = await this.#startProcess(jobs);
    let waiting = jobs.length;
    for (const job of jobs) {
      await this.#after(job, async () => {
        this.#submit(job);
        const { id, input, furtherParts, output, recordingId } = job;
        const whole = furtherParts.length === 0 ? input : [input, ...furtherParts];
        process.send({ id, input: whole, output, recordingId });
        waiting -= 1;
        // An open stdin is the way in for a cancel.
        if (waiting === 0 && !this.#cancelsByLine()) process.endInput();
      });
    }
  }

  async #startSingle(job: WorkspaceJob): Promise<void> {
    const process = await this.#startProcess([job]);
    process.endInput();
    this.#submit(job);
  }

  async #startProcess(jobs: readonly WorkspaceJob[]): Promise<SubjectProcess> {
    const { recorder, subject, asWorker, commandFor } = this.#options;
    const process = await SubjectProcess.start(commandFor(jobs), {
      onStdoutLine: asWorker ? (line) => this.#onAnswer(line, jobs) : undefined,
      onStderrLine: subject.events === undefined ? undefined : (line) => this.#onEvent(line),
      onExit: (exit) => this.#onExit(exit, jobs),
    });
    recorder.harness({ kind: 'subject-started', pid: process.pid, ...this.#aloneWith(jobs) });
    this.#running.push({ process, jobs });
    return process;
  }

  /** At once where the scenario says nothing else, or when the job was submitted before. */
  async #after(job: WorkspaceJob, deed: () => Promise<void>): Promise<void> {
    const delayMs = job.scripted.submitAfterMs / this.#options.speed;
    if (delayMs === 0 || this.#submitted.has(job.id)) return deed();
    this.#unstarted += 1;
    const cancel = this.#options.clock.schedule(delayMs, () => {
      deed()
        .catch((error: unknown) => {
          this.failure = error;
        })
        .finally(() => {
          this.#unstarted = Math.max(0, this.#unstarted - 1);
        });
    });
    this.#pending.push(cancel);
  }

  #submit(job: WorkspaceJob): void {
    if (this.#submitted.has(job.id)) return;
    this.#submitted.add(job.id);
    this.#options.recorder.harness({ kind: 'job-submitted', job: job.id });
  }

  #onExit(exit: { code?: number; signal?: string }, jobs: readonly WorkspaceJob[]): void {
    const { recorder, subject, asWorker, beforeAnswer } = this.#options;
    beforeAnswer();
    recorder.harness({ kind: 'subject-exited', ...exit, ...this.#aloneWith(jobs) });
    const [job] = jobs;
    if (asWorker || job === undefined || exit.code === undefined) return;
    this.#settle(job.id, subject.exit[String(exit.code)] ?? 'failed');
  }

  /** The job that a process has alone, beside others of the same subject. */
  #aloneWith([job]: readonly WorkspaceJob[]): { readonly job?: string } {
    const isOneOfSeveral = !this.#options.asWorker && this.#options.jobs.length > 1;
    return isOneOfSeveral && job !== undefined ? { job: job.id } : {};
  }

  #onAnswer(line: string, jobs: readonly WorkspaceJob[]): void {
    const answer = parseObject(line);
    if (answer === undefined || typeof answer.kind !== 'string') return;
    const id = answer.jobId ?? answer.id;
    const job = jobs.find((candidate) => candidate.id === id);
    if (job === undefined) return;
    this.#options.beforeAnswer();
    this.#settle(job.id, answer.kind);
    if (this.allSettled) for (const { process } of this.#alive()) process.endInput();
  }

  #settle(job: string, outcome: string): void {
    this.#settled.add(job);
    this.#options.recorder.harness({ kind: 'job-settled', job, outcome });
  }

  #onEvent(line: string): void {
    // What does not have the form that the subject promised is no evidence of anything.
    const event = jobEventSchema.safeParse(parseObject(line));
    if (event.success) this.#options.recorder.subject(event.data as JobEvent);
  }

  #cancelsByLine(): boolean {
    return this.#options.scenario.machine.some((deed) => deed.action === 'cancel' && deed.job !== undefined);
  }
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
