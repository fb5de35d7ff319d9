import { expect, it } from 'vitest';
import { NotDeterministicError, playedTwice } from '../../src/harness/determinism.js';
import { runInVirtualTime } from '../../src/harness/engines/virtual/run-in-virtual-time.js';
import { selectScenarios } from '../../src/scenario/catalogue.js';
import { createSupervisor } from '../../src/supervisor/supervisor.js';
import { EvidenceBuilder } from './evidence-builder.js';

const PLAYABLE = selectScenarios({}).filter(({ notOn }) => notOn.virtual === undefined);

it('sees the same of every scenario of the catalogue twice', async () => {
  for (const scenario of PLAYABLE) {
    const subject = { name: 'production', create: createSupervisor, seed: 7 };
    const evidence = await playedTwice(scenario.id, () => runInVirtualTime(scenario, subject));
    expect(evidence.events.length).toBeGreaterThan(3);
  }
}, 120_000);

it('says where two runs part', async () => {
  let runs = 0;
  const play = async () => new EvidenceBuilder().attempt({ from: 1, killed: 2 + runs++ }).build();
  const error = await playedTwice('a test', play).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NotDeterministicError);
  expect(String(error)).toMatch(/a test differ first in line \d+[\s\S]*"atMs":2000[\s\S]*"atMs":3000/);
});
