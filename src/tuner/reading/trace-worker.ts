import { parentPort, workerData } from 'node:worker_threads';
import type { TunePlan } from '../counterfactual/plan.js';
import { readFile } from './read-file.js';
import type { WorkerMessage, WorkerRequest } from './read-files.js';

/** A thread of its own: reads the files that it is asked to, one after another. */
const plan = workerData as TunePlan;

const say = (message: WorkerMessage): void => parentPort?.postMessage(message);

parentPort?.on('message', async ({ index, path }: WorkerRequest) => {
  const result = await readFile(path, plan, () => say({ kind: 'run' }));
  say({ kind: 'file', index, result });
});
