import { describe, expect, it } from 'vitest';
import type { Host } from '../../src/host/host.js';
import type { ProcessIdentity } from '../../src/host/processes.js';
import {
  describeHolder,
  type LockRecord,
  lockText,
  MAX_LOCK_BYTES,
  ownerIsDead,
  readClaim,
} from '../../src/supervisor/lock-record.js';

const self: ProcessIdentity = { host: 'here', bootId: 'boot-2', pid: 10, startTime: '1000' };
const living: ProcessIdentity = { ...self, pid: 20, startTime: '2000' };
const dead: ProcessIdentity = { ...self, pid: 30, startTime: '3000' };

const host = {
  processes: {
    identity: (pid = self.pid) => [self, living].find((process) => process.pid === pid),
  },
} as unknown as Host;

function text(owner: ProcessIdentity, holders?: readonly ProcessIdentity[]): string {
  const record: LockRecord = { v: 1, token: 'abc', owner, jobId: 'j', since: '' };
  return lockText(holders === undefined ? record : { ...record, holders });
}

describe('the owner of a lock', () => {
  it.each([
    ['who lives', text(living), false],
    ['who is dead', text(dead), true],
    ['whose pid is a younger process now', text({ ...living, startTime: '1' }), true],
    ['of an earlier boot', text({ ...living, bootId: 'boot-1' }), true],
    ['on another host', text({ ...dead, host: 'there' }), false],
    ['who is dead, with holders who are', text(dead, [dead, { ...living, bootId: 'boot-1' }]), true],
    ['who is dead, with a holder who lives', text(dead, [dead, living]), false],
    ['who lives, with a holder who is dead', text(living, [dead]), false],
    ['who is dead, with a holder on another host', text(dead, [{ ...dead, host: 'there' }]), false],
    ['of whom nothing is said', '{"token":"abc"}', false],
    ['who is dead, with holders that nobody can read', text(dead).replace('}\n', ',"holders":7}'), false],
    ['who is dead, with a holder cut in half', text(dead, [{ host: 'here' } as ProcessIdentity]), false],
  ])('%s', (_, lock, isDead) => {
    expect(ownerIsDead(host, lock)).toBe(isDead);
  });

  it('is never dead where processes cannot be looked up', () => {
    const identity = (pid?: number): ProcessIdentity => {
      if (pid === undefined) return self;
      throw new Error('too many open files');
    };
    const blind = { processes: { identity } } as unknown as Host;
    expect(ownerIsDead(blind, text(dead))).toBe(false);
  });
});

describe('a lock', () => {
  it('is told by who keeps it', () => {
    expect(describeHolder(host, text(living))).toBe('process 20 on here');
    expect(describeHolder(host, text(dead, [dead, living]))).toMatch(
      /^process 20 on here, which could not be/,
    );
    expect(describeHolder(host, 'by hand')).toMatch(/does not name/);
  });

  it('is read back, and never grows beyond what is read', () => {
    expect(readClaim(text(living, [dead]))).toEqual({ token: 'abc', owner: living, holders: [dead] });
    const crowd = Array.from({ length: 10_000 }, (_, pid) => ({ ...living, host: 'h'.repeat(64), pid }));
    const crowded = text(dead, crowd);
    expect(Buffer.byteLength(crowded)).toBeLessThan(MAX_LOCK_BYTES);
    expect(readClaim(crowded)?.holders.length).toBeGreaterThan(100);
  });
});
