import { createHash } from 'node:crypto';
import { type Shard, shardOf } from '../base/shard.js';
import type { RunPart } from '../harness/result.js';
import type { EngineName, Scenario } from '../scenario/scenario.js';

/** What the machines of one run must agree about. */
export interface RunPlan {
  readonly scenarios: readonly Scenario[];
  readonly subjects: readonly string[];
  readonly engines: readonly EngineName[];
  /** Of this package. */
  readonly version: string;
  readonly seed: number;
}

/** The scenarios that a shard plays; every engine plays the same ones, so that engines can still be compared. */
export function scenariosOf(scenarios: readonly Scenario[], { index, of }: Shard): Scenario[] {
  return scenarios.filter(({ id }) => shardOf(id, of) === index);
}

/** What the report of a shard says about itself. */
export function runPart(
  { index, of }: Shard,
  { scenarios, subjects, engines, version, seed }: RunPlan,
): RunPart {
  // Where a file lies differs from machine to machine; what it says must not.
  const told = JSON.stringify([
    version,
    engines.includes('virtual') ? seed : undefined,
    engines,
    scenarios.map((scenario) => ({ ...scenario, file: '' })),
  ]);
  const plan = createHash('sha256').update(told).digest('hex').slice(0, 16);
  return { shards: [index], of, subjects, plan };
}
