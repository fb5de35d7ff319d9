import { describe, expect, it } from 'vitest';
import type { Child } from '../../src/host/processes.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { awaitTreeDeath } from '../../src/supervisor/tree-death.js';

const BOUND_MS = 5_000;

/** A tree that lives as long as `alive` says, and counts how often it is killed. */
class Tree implements Child {
  readonly pid = 100;
  killed = 0;
  readonly #alive: (killed: number) => boolean;

  constructor(alive: (killed: number) => boolean) {
    this.#alive = alive;
  }

  signal(): boolean {
    this.killed++;
    return true;
  }

  treeAlive(): boolean {
    return this.#alive(this.killed);
  }

  living(): [] {
    return [];
  }

  usage(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  abandon(): void {}
}

/** @returns what was told, and when */
async function watched(clock: SimClock, tree: Tree, forMs: number): Promise<[string, number][]> {
  const told: [string, number][] = [];
  awaitTreeDeath(clock, tree, BOUND_MS, {
    gone: () => told.push(['gone', clock.now()]),
    overdue: () => told.push(['overdue', clock.now()]),
  });
  await clock.run(() => false, forMs);
  return told;
}

describe('waiting for the death of a tree', () => {
  it('notices it within 50 ms', async () => {
    for (const diesAtMs of [0, 1, 70, 333, 4_900]) {
      const clock = new SimClock();
      const told = await watched(clock, new Tree(() => clock.now() < diesAtMs), 10_000);
      expect(told).toEqual([['gone', expect.any(Number)]]);
      expect(told[0]?.[1]).toBeLessThanOrEqual(diesAtMs + 50);
    }
  });

  it('kills again who was born between being found and being killed', async () => {
    const told = await watched(new SimClock(), new Tree((killed) => killed < 2), BOUND_MS);
    expect(told).toEqual([['gone', expect.any(Number)]]);
  });

  it('says once that it takes too long, and looks on until it comes', async () => {
    const clock = new SimClock();
    const told = await watched(clock, new Tree(() => clock.now() < 60_000), 70_000);
    expect(told.map(([what]) => what)).toEqual(['overdue', 'gone']);
    expect(told[0]?.[1]).toBeLessThanOrEqual(BOUND_MS + 50);
    expect(told[1]?.[1]).toBeLessThanOrEqual(61_000);
  });
});
