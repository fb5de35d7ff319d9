import { Worker } from 'node:worker_threads';
import type { TunePlan } from '../counterfactual/plan.js';
import { type FileResult, readFile } from './read-file.js';

export interface ReadOptions {
  /** Threads that read; with 1, this one does. The result is the same with any number. */
  readonly workers: number;
  readonly onRun?: () => void;
  readonly onFile?: () => void;
  readonly signal?: AbortSignal;
}

/** What a reading thread says: that it has read one more run, or what a file came to. */
export type WorkerMessage =
  | { readonly kind: 'run' }
  | { readonly kind: 'file'; readonly index: number; readonly result: FileResult };

export interface WorkerRequest {
  readonly index: number;
  readonly path: string;
}

/**
 * Reads and judges files, several at a time where several threads are allowed.
 * @returns one result a file, in the order of the paths; fewer when the signal came
 */
export async function readFiles(
  paths: readonly string[],
  plan: TunePlan,
  options: ReadOptions,
): Promise<FileResult[]> {
  const workers = Math.min(options.workers, paths.length);
  if (workers > 1) return readInThreads(paths, plan, { ...options, workers });
  const results: FileResult[] = [];
  for (const path of paths) {
    if (options.signal?.aborted) break;
    results.push(await readFile(path, plan, options.onRun));
    options.onFile?.();
  }
  return results;
}

async function readInThreads(
  paths: readonly string[],
  plan: TunePlan,
  options: ReadOptions,
): Promise<FileResult[]> {
  const results = new Array<FileResult | undefined>(paths.length).fill(undefined);
  let next = 0;
  const request = (): WorkerRequest | undefined => {
    const path = options.signal?.aborted ? undefined : paths[next];
    return path === undefined ? undefined : { index: next++, path };
  };
  await Promise.all(
    Array.from({ length: options.workers }, () =>
      serveThread(plan, request, {
        run: () => options.onRun?.(),
        file: (index, result) => {
          results[index] = result;
          options.onFile?.();
        },
      }),
    ),
  );
  return results.filter((result) => result !== undefined);
}

interface ThreadListener {
  run(): void;
  file(index: number, result: FileResult): void;
}

/** Hands one thread file after file, until none is left. */
async function serveThread(
  plan: TunePlan,
  request: () => WorkerRequest | undefined,
  listener: ThreadListener,
): Promise<void> {
  const worker = new Worker(new URL('./trace-worker.js', import.meta.url), { workerData: plan });
  try {
    await new Promise<void>((resolve, reject) => {
      const goOn = (): void => {
        const wanted = request();
        if (wanted === undefined) resolve();
        else worker.postMessage(wanted);
      };
      worker.on('error', reject);
      worker.on('message', (message: WorkerMessage) => {
        if (message.kind === 'run') {
          listener.run();
          return;
        }
        listener.file(message.index, message.result);
        goOn();
      });
      goOn();
    });
  } finally {
    await worker.terminate();
  }
}
