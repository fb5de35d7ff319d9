import type { Scenario } from '../scenario/scenario.js';
import { dynamicTimeoutMs } from '../supervisor/config.js';

/** Beyond its total time a job may wait for files that do not answer, and for a process that cannot be killed. */
const JOB_MARGIN_MS = 400_000;

/** When every job of a correct supervisor has ended: one after the other, in each of its lives, after the calm. */
export function settledByMs({ jobs, machine, watch }: Scenario, calmAtMs: number): number {
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const lives = 1 + machine.filter(({ action }) => action === 'kill-supervisor').length;
  const jobsMs = jobs.map(({ recording, submitAfterMs }) => {
    const totalMs = watch.totalTimeoutMs ?? dynamicTimeoutMs(recording.sizeBytes);
    return submitAfterMs + lives * (totalMs + 2 * watch.probeTimeoutMs + JOB_MARGIN_MS);
  });
  const pausedMs = machine.map((deed) => ('forMs' in deed ? deed.forMs : 0));
  return Math.ceil(calmAtMs + sum(jobsMs) + sum(pausedMs));
}
