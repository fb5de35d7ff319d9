import { describe, expect, it } from 'vitest';
import { bystanderText, lockText, ownerOf } from '../../../src/harness/engines/planted.js';
import type { Host } from '../../../src/host/host.js';
import { ownIdentity } from '../../../src/node/process-identity.js';
import { NodeProcesses } from '../../../src/node/processes.js';
import { ownerIsDead } from '../../../src/supervisor/lock.js';

const host = { processes: new NodeProcesses() } as Pick<Host, 'processes'> as Host;
/** No process ever has it: the kernel counts from 1. */
const NOBODY = 4_194_305;

const isDead = (text: string): boolean => ownerIsDead(host, text);

describe('planted locks', () => {
  it.each([
    ['dead', true],
    ['reused-pid', true],
    ['rebooted', true],
    ['living', false],
    ['foreign-host', false],
  ] as const)('of an owner that is %s are stale: %s', (owner, stale) => {
    expect(isDead(lockText(ownerOf(owner, ownIdentity(), NOBODY), ''))).toBe(stale);
  });

  it('tempt through a link', () => {
    expect(isDead(bystanderText('lock', ownerOf('dead', ownIdentity(), NOBODY)))).toBe(true);
  });
});
