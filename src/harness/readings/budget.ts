import type { Evidence } from '../evidence.js';
import { type Invocation, invocationsOf } from './invocations.js';
import { harnessEvents, submittedAtMs, totalTimeoutMs } from './moments.js';

/**
 * When the total time of a process's job is used up: counted from its submission, or from the start of the supervisor
 * that has it then; where jobs wait for slots, from its first process.
 */
export function timeUpAtMs(evidence: Evidence, process: Invocation): number {
  const { job, startedAtMs } = process;
  const startMs = harnessEvents(evidence, 'subject-started').findLast(
    ({ atMs }) => atMs <= startedAtMs,
  )?.atMs;
  const fromMs = Math.max(submittedAtMs(evidence, job) ?? 0, startMs ?? 0);
  const waits = evidence.jobs.length > evidence.scenario.slots;
  const firstMs = waits ? firstSpawnMs(evidence, job, fromMs) : undefined;
  return (firstMs ?? fromMs) + totalTimeoutMs(evidence, job);
}

/**
 * When a job had its first process since its submission, or since a start of its supervisor: what was spawned at that very
 * instant was spawned by the one before.
 */
export function firstSpawnMs(evidence: Evidence, job: string, sinceMs: number): number | undefined {
  return invocationsOf(evidence, job).find(({ spawnedAtMs }) => spawnedAtMs > sinceMs)?.spawnedAtMs;
}
