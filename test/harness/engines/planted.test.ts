import { describe, expect, it } from 'vitest';
import { plantedBy } from '../../../src/harness/engines/planted.js';
import type { Host } from '../../../src/host/host.js';
import { ownIdentity } from '../../../src/node/process-identity.js';
import { NodeProcesses } from '../../../src/node/processes.js';
import type { MachineAction } from '../../../src/scenario/scenario.js';
import { ownerIsDead } from '../../../src/supervisor/lock-record.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { scriptedJob } from '../made-by-hand.js';

const host = { processes: new NodeProcesses() } as Pick<Host, 'processes'> as Host;
/** No process ever has it: the kernel counts from 1. */
const NOBODY = 4_194_305;

const OWNERS = { self: ownIdentity(), deadPid: NOBODY, since: '' };

function planted(...machine: MachineAction[]) {
  return plantedBy(new EvidenceBuilder({ machine }).build().scenario, OWNERS);
}

const isDead = (machine: MachineAction): boolean =>
  planted(machine).every(({ text }) => ownerIsDead(host, text));

describe('planted locks', () => {
  it.each([
    ['dead', true],
    ['reused-pid', true],
    ['rebooted', true],
    ['living', false],
    ['foreign-host', false],
    ['garbage', false],
  ] as const)('of an owner that is %s are stale: %s', (owner, stale) => {
    expect(isDead({ action: 'lock', owner })).toBe(stale);
  });

  it('tempt through a link', () => {
    expect(isDead({ action: 'plant', at: 'lock', as: 'symlink' })).toBe(true);
  });
});

it('plants for the job that is named, else for the first one', () => {
  const jobs = [scriptedJob('a'), scriptedJob('b')];
  const machine: MachineAction[] = [
    { action: 'cancel', afterMs: 1 },
    { action: 'plant', at: 'error-log', as: 'file', job: 'b' },
    { action: 'plant', at: 'output', as: 'folder' },
  ];
  expect(plantedBy(new EvidenceBuilder({ jobs, machine }).build().scenario, OWNERS)).toEqual([
    { job: 'b', at: 'error-log', as: 'file', text: 'stalled: an older failure\n' },
    { job: 'a', at: 'output', as: 'folder', text: '' },
  ]);
});
