import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { LineSplitter } from '../../base/line-splitter.js';
import type { RemuxOutcome } from '../../supervisor/outcome.js';
import type { Supervisor } from '../../supervisor/supervisor.js';

const MAX_REQUEST_BYTES = 64 * 1024;

type Request = Readonly<Record<'id' | 'input' | 'output' | 'recordingId' | 'cancel', unknown>>;

/**
 * Takes jobs and cancellations from a stream, as `stallproof worker` does, and answers each job when it settles.
 * Ends when the stream has ended and all jobs have settled.
 */
export async function serveJobs(
  supervisor: Supervisor,
  stdin: Readable,
  stop: AbortSignal,
  answer: (line: object) => void,
): Promise<void> {
  const open = new Map<string, AbortController>();
  const settling = new Set<Promise<void>>();
  const take = (line: string): void => {
    const request = read(line);
    const { cancel, id, input, output, recordingId } = request ?? {};
    if (typeof cancel === 'string') {
      open.get(cancel)?.abort();
      return;
    }
    if (typeof id !== 'string' || typeof input !== 'string' || typeof output !== 'string') {
      answer({ line, error: 'neither {"id", "input", "output"} nor {"cancel"}' });
      return;
    }
    const controller = new AbortController();
    open.set(id, controller);
    const job = {
      id,
      input: resolve(input),
      output: resolve(output),
      ...(typeof recordingId === 'string' && { recordingId }),
    };
    const settled = supervisor
      .remux(job, AbortSignal.any([controller.signal, stop]))
      .then((outcome: RemuxOutcome) => answer({ id, ...outcome }))
      .finally(() => {
        open.delete(id);
        settling.delete(settled);
      });
    settling.add(settled);
  };
  const splitter = new LineSplitter(MAX_REQUEST_BYTES, take);
  const giveUp = (): void => void stdin.destroy();
  stop.addEventListener('abort', giveUp, { once: true });
  try {
    for await (const chunk of stdin) splitter.push(chunk as Uint8Array);
    splitter.end();
  } catch (error) {
    if (!stop.aborted) throw error;
  }
  await Promise.all(settling);
}

function read(line: string): Request | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Request) : undefined;
  } catch {
    return undefined;
  }
}
