import type { RemuxJob } from '../../supervisor/job.js';
import type { RemuxOutcome } from '../../supervisor/outcome.js';
import { type Io, printJson } from '../io.js';
import type { RemuxPaths } from '../remux-paths.js';
import { UsageError } from '../usage-error.js';
import { type JobRequest, type Request, readRequest } from './request.js';
import { RequestReader } from './request-reader.js';

/** Jobs taken from stdin that have no answer yet, at most; then nothing more is read until one has. */
export const MAX_OPEN_JOBS = 256;

/** What a worker needs of its surroundings. */
export interface WorkerServices {
  remux(job: RemuxJob, signal: AbortSignal): Promise<RemuxOutcome>;
  /** @throws UsageError */
  checkPaths(input: string, output: string, furtherParts: readonly string[]): Promise<RemuxPaths>;
  newId(): string;
}

/** How a worker's whole life went. */
export interface WorkerTally {
  readonly published: number;
  readonly cancelled: number;
  /** Jobs that failed, and lines that could not be used. */
  readonly failed: number;
}

/**
 * Runs the jobs that stdin names and answers each on stdout when it settles. Ends when stdin has ended and all
 * have settled; `io.stop` ends the reading at once and cancels them all.
 */
export async function serve(io: Io, services: WorkerServices): Promise<WorkerTally> {
  const worker = new Worker(io, services);
  const reader = new RequestReader(io.stdin, (line, number, truncated) =>
    worker.take(line, number, truncated),
  );
  await reader.read(io.stop, () => worker.roomForMore());
  await worker.allSettled();
  return worker.tally;
}

class Worker {
  readonly #io: Io;
  readonly #services: WorkerServices;
  readonly #open = new Map<string, { readonly cancel: AbortController; readonly settled: Promise<void> }>();
  tally = { published: 0, cancelled: 0, failed: 0 };

  constructor(io: Io, services: WorkerServices) {
    this.#io = io;
    this.#services = services;
  }

  take(line: string, number: number, truncated: boolean): void {
    const request: Request = truncated
      ? { kind: 'bad', error: 'the line is longer than 64 KiB' }
      : readRequest(line);
    if (request.kind === 'job') this.#start(request.job, number);
    else if (request.kind === 'cancel') this.#cancel(request.id, number);
    else this.#refuse(number, request.error, request.id);
  }

  /** Waits while too many jobs are open. */
  async roomForMore(): Promise<void> {
    while (this.#open.size >= MAX_OPEN_JOBS) await Promise.race(this.#settling());
  }

  async allSettled(): Promise<void> {
    await Promise.all(this.#settling());
  }

  #start(request: JobRequest, number: number): void {
    const id = request.id ?? this.#services.newId();
    if (this.#open.has(id)) {
      this.#refuse(number, 'a job with this id is still open', id);
      return;
    }
    const cancel = new AbortController();
    const signal = AbortSignal.any([cancel.signal, this.#io.stop]);
    const settled = this.#run(request, id, number, signal).finally(() => this.#open.delete(id));
    this.#open.set(id, { cancel, settled });
  }

  async #run(request: JobRequest, id: string, number: number, signal: AbortSignal): Promise<void> {
    try {
      const [input = '', ...furtherParts] = [request.input].flat();
      const paths = await this.#services.checkPaths(input, request.output, furtherParts);
      const { recordingId, serviceRef } = request;
      const outcome = await this.#services.remux(
        {
          id,
          ...paths,
          ...(recordingId !== undefined && { recordingId }),
          ...(serviceRef !== undefined && { serviceRef }),
        },
        signal,
      );
      const kind = outcome.kind === 'published' || outcome.kind === 'cancelled' ? outcome.kind : 'failed';
      this.tally[kind] += 1;
      printJson(this.#io.stdout, { id, ...outcome });
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      this.#refuse(number, error.message, id);
    }
  }

  /** A job that settled meanwhile is no mistake of the sender's; it is told, and nothing is counted. */
  #cancel(id: string, line: number): void {
    const job = this.#open.get(id);
    if (job === undefined) printJson(this.#io.stdout, { id, line, error: 'no open job has this id' });
    else job.cancel.abort(new Error('cancelled by request'));
  }

  #refuse(line: number, error: string, id?: string): void {
    this.tally.failed += 1;
    printJson(this.#io.stdout, { ...(id !== undefined && { id }), line, error });
  }

  #settling(): Promise<void>[] {
    return [...this.#open.values()].map(({ settled }) => settled);
  }
}
