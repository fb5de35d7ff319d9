import { describe, expect, it } from 'vitest';
import { survivesItsOwnDeath } from '../../../src/harness/oracles/survives-its-own-death.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { SHOWS_ALL } from '../made-by-hand.js';

const killed = (treeGoneAt: number | undefined) =>
  new EvidenceBuilder()
    .attempt({ from: 1, ...(treeGoneAt !== undefined && { killed: treeGoneAt }) })
    .harness(10, { kind: 'machine', action: 'kill' })
    .harness(10, { kind: 'subject-exited', signal: 'SIGKILL' });
const restarted = (answer: string) =>
  killed(10.1).harness(10.5, { kind: 'subject-started', pid: 51 }).settled(12, answer);

describe('survives-its-own-death', () => {
  it('holds when the tree follows its supervisor within a second', () => {
    expect(killed(10.8).judge(survivesItsOwnDeath)).toBe('held');
  });

  it('is violated by an orphan', () => {
    expect(killed(14).judge(survivesItsOwnDeath)).toBe(
      'violated: a process of the job lived on for 4 s after the supervisor was killed',
    );
    expect(killed(undefined).judge(survivesItsOwnDeath)).toBe(
      'violated: a process of the job outlived the killed supervisor',
    );
  });

  it('is violated when the next start finds itself locked out', () => {
    expect(restarted('published').judge(survivesItsOwnDeath)).toBe('held');
    expect(restarted('busy').judge(survivesItsOwnDeath)).toBe(
      'violated: the lock of a dead owner turned the job away',
    );
  });

  it('judges the lock of a dead owner that was found as well', () => {
    const found = (answer: string) =>
      new EvidenceBuilder({ machine: [{ action: 'lock', owner: 'dead' }] }).settled(1, answer);
    expect(found('published').judge(survivesItsOwnDeath)).toBe('held');
    expect(found('busy').judge(survivesItsOwnDeath)).toMatch(/^violated/);
    const blind = found('published').with({ shows: { ...SHOWS_ALL, lock: false } });
    expect(blind.judge(survivesItsOwnDeath)).toMatch(/^unobservable/);
  });

  it('has nothing to judge where nobody was killed', () => {
    expect(new EvidenceBuilder().settled(1, 'published').judge(survivesItsOwnDeath)).toBe('not-applicable');
  });
});
