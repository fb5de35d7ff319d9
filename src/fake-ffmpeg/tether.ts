import { constants, openSync } from 'node:fs';

/**
 * Takes hold of the job's tether, and lets go only by dying: the harness sees the death of the last holder as
 * the end of the FIFO. Where nobody listens the fake goes on without.
 */
export function holdTether(path: string): number | undefined {
  try {
    return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}
