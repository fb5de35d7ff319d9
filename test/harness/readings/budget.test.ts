import { expect, it } from 'vitest';
import { firstSpawnMs, timeUpAtMs } from '../../../src/harness/readings/budget.js';
import { attemptsOf } from '../../../src/harness/readings/invocations.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { SCENARIO, scriptedJob } from '../made-by-hand.js';

const jobs = [scriptedJob('a'), scriptedJob('b')];

it('counts the total time of a job that waits for a slot from its first process in its present life', () => {
  const watch = { ...SCENARIO.watch, totalTimeoutMs: 60_000 };
  const evidence = new EvidenceBuilder({ jobs, slots: 1, watch })
    .attempt({ job: 'a', from: 5, killed: 5 })
    .harness(5, { kind: 'machine', action: 'kill' })
    .harness(5, { kind: 'subject-started', pid: 51 })
    .attempt({ job: 'a', from: 40, exits: { at: 50, code: 0 } })
    .build();
  expect(firstSpawnMs(evidence, 'a', 0)).toBe(5_000);
  // What was spawned at the instant of the restart belongs to the life before.
  expect(firstSpawnMs(evidence, 'a', 5_000)).toBe(40_000);
  expect(firstSpawnMs(evidence, 'a', 40_000)).toBeUndefined();
  const [, again] = attemptsOf(evidence, 'a');
  expect(again && timeUpAtMs(evidence, again)).toBe(100_000);
});
