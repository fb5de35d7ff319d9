import type { EvidenceEvent } from '../../evidence.js';

/** From its spawn to its first words a fake needs half of this where a core is free. A machine duration. */
const USUAL_START_MS = 100;

/**
 * How late the latest fake of a run was. Each is a canary too: a sleeper that wakes gets a core at once, even between
 * busy neighbours, but a program that starts has work to do and shares the cores with them. 0 where the kernel
 * does not tell when a process was spawned.
 */
export function lateStartMs(events: readonly EvidenceEvent[]): number {
  const spawns = new Map<number, number>();
  let latestMs = 0;
  for (const { from, atMs, event } of events) {
    if (from === 'harness' && event.kind === 'spawned') spawns.set(event.pid, atMs);
    if (from !== 'fake' || event.kind !== 'started') continue;
    const spawnedAtMs = spawns.get(event.pid) ?? atMs;
    latestMs = Math.max(latestMs, atMs - spawnedAtMs - USUAL_START_MS);
  }
  return latestMs;
}
