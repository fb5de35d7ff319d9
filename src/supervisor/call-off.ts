import type { Strategy } from '../ffmpeg/strategy.js';
import type { RunningJob } from './job-context.js';
import type { Cause } from './outcome.js';

/**
 * Why nothing further may be started for a job, which was cancelled or has used up its time while none of its processes
 * ran. Undefined when it may go on.
 * @param before what is not begun, for people
 */
export function callOff(
  { signal, budget }: RunningJob,
  before: string,
  strategy?: Strategy,
): Cause | undefined {
  const where = strategy !== undefined && { strategy };
  if (signal?.aborted) return { kind: 'cancelled', message: `cancelled before ${before}`, ...where };
  if (budget.usedUp) return { kind: 'timeout', message: `timed out before ${before}`, ...where };
  return undefined;
}
