import type { Clock } from '../../../host/clock.js';
import type { Canary } from './canary.js';
import { carriersOf, isAlive, type KnownProcess, killKnown } from './known-processes.js';
import { sleep } from './wait.js';

/** Whatever a subject leaves to die gets this long: a guardian ends its group within a second. */
const PATIENCE_MS = 1_300;

const DEATH_BOUND_MS = 3_000;
const LOOK_EVERY_MS = 40;

/** A process of a run that the harness cannot end. What it shows from now on cannot be trusted. */
export class HarnessLeakError extends Error {
  override readonly name = 'HarnessLeakError';
  readonly pids: readonly number[];

  constructor(scenario: string, pids: readonly number[]) {
    super(`processes ${pids.join(', ')} of the scenario ${scenario} are still alive and cannot be ended`);
    this.pids = pids;
  }
}

/** Where processes of a run are found. */
export interface RunProcesses {
  /** Those that are known by name. */
  living(): readonly KnownProcess[];
  /** In the environment of each of them. */
  readonly mark: string;
}

/**
 * Waits for the last process of a run.
 * @param canary as late as it is, the ends of processes may be too
 * @returns those that were still alive after a bounded time
 */
export async function awaitLast(
  clock: Clock,
  run: RunProcesses,
  canary: Pick<Canary, 'lateMs'>,
): Promise<KnownProcess[]> {
  const endMs = clock.now() + PATIENCE_MS;
  for (;;) {
    const alive = allOf(run);
    if (alive.length === 0 || clock.now() >= endMs + canary.lateMs) return alive;
    await sleep(clock, LOOK_EVERY_MS);
  }
}

/**
 * Ends everything that is left of a run.
 * @returns the pids of what could not be ended
 */
export async function endAll(clock: Clock, run: RunProcesses): Promise<number[]> {
  const endMs = clock.now() + DEATH_BOUND_MS;
  for (;;) {
    const alive = allOf(run);
    if (alive.length === 0) return [];
    for (const known of alive) killKnown(known);
    if (clock.now() >= endMs) return alive.filter(isAlive).map(({ pid }) => pid);
    await sleep(clock, LOOK_EVERY_MS);
  }
}

function allOf(run: RunProcesses): KnownProcess[] {
  const byPid = new Map([...run.living(), ...carriersOf(run.mark)].map((known) => [known.pid, known]));
  return [...byPid.values()];
}
