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

  it('lets the next start be turned away while a process is left that the kernel holds', () => {
    const held = killed(20).harness(10.1, { kind: 'doomed', job: 'job', pid: 51 });
    const again = held.harness(10.5, { kind: 'subject-started', pid: 52 });
    expect(again.settled(12, 'busy').judge(survivesItsOwnDeath)).toBe('not-applicable');
  });

  it('judges a death and a start at one instant, in the order in which they came', () => {
    const atOnce = (goneAt: number, answer: string) =>
      new EvidenceBuilder()
        .attempt({ from: 1 })
        .harness(10, { kind: 'machine', action: 'kill' })
        .harness(goneAt, { kind: 'tree-gone', job: 'job' })
        .harness(10, { kind: 'subject-started', pid: 51 })
        .settled(12, answer)
        .judge(survivesItsOwnDeath);
    expect(atOnce(10, 'published')).toBe('held');
    expect(atOnce(10, 'busy')).toBe('violated: the lock of a dead owner turned the job away');
    expect(atOnce(11.5, 'published')).toMatch(/^violated: a process of the job lived on/);
  });

  it.each(['dead', 'reused-pid', 'rebooted'] as const)('judges a found lock as well: %s', (owner) => {
    const found = (answer: string) =>
      new EvidenceBuilder({ machine: [{ action: 'lock', owner }] }).settled(1, answer);
    expect(found('published').judge(survivesItsOwnDeath)).toBe('held');
    expect(found('busy').judge(survivesItsOwnDeath)).toMatch(/^violated/);
    const blind = found('published').with({ shows: { ...SHOWS_ALL, lock: false } });
    expect(blind.judge(survivesItsOwnDeath)).toMatch(/^unobservable/);
  });

  it('has nothing to judge where nobody was killed', () => {
    expect(new EvidenceBuilder().settled(1, 'published').judge(survivesItsOwnDeath)).toBe('not-applicable');
  });
});
