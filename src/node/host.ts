import { randomInt } from 'node:crypto';
import type { Host } from '../host/host.js';
import { createNodeClock } from './clock.js';
import { createNodeFiles } from './files.js';
import { NodeProcesses } from './processes.js';

const RANDOM_RANGE = 2 ** 47;

/**
 * The operating system as the supervisor sees it. Cheap: helpers start when they are needed. One per process
 * is enough, and shares one guardian, one reading of `/proc` and the file helpers among all jobs.
 * @throws on Windows, which has neither process groups nor POSIX signals.
 */
export function createNodeHost(): Host {
  if (process.platform === 'win32') {
    throw new Error('stallproof needs Linux or macOS: Windows has no process groups to supervise; use WSL 2');
  }
  return {
    clock: createNodeClock(),
    processes: new NodeProcesses(),
    files: createNodeFiles(),
    random: () => randomInt(RANDOM_RANGE) / RANDOM_RANGE,
  };
}
