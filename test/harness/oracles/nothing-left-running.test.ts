import { describe, expect, it } from 'vitest';
import { nothingLeftRunning } from '../../../src/harness/oracles/nothing-left-running.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { failedOutcome } from '../made-by-hand.js';

describe('nothing-left-running', () => {
  it('holds when the tree is gone before the answer', () => {
    const clean = new EvidenceBuilder().attempt({ from: 1, killed: 95 }).settled(95.1, 'stalled');
    expect(clean.judge(nothingLeftRunning)).toBe('held');
  });

  it('is violated by a process that outlives the answer', () => {
    const outlived = new EvidenceBuilder().attempt({ from: 1, killed: 97 }).settled(95, 'stalled');
    expect(outlived.judge(nothingLeftRunning)).toBe(
      'violated: a process of the job lived on for 2 s after the job was answered',
    );
  });

  it('is violated by a process that outlives the lock', () => {
    const evidence = new EvidenceBuilder()
      .attempt({ from: 1, killed: 97 })
      .harness(95, { kind: 'file-vanished', name: 'job.mp4.lock' })
      .settled(98, 'stalled');
    expect(evidence.judge(nothingLeftRunning)).toBe(
      'violated: a process of the job lived on for 2 s after its lock was removed',
    );
  });

  describe('where a removal was under way when its supervisor was killed', () => {
    const slow = { kind: 'file-trouble', operation: 'remove', name: 'job.mp4.lock', fate: 'slow' } as const;
    const withLock = (killedAt: number, vanishedAt: number) =>
      new EvidenceBuilder()
        .harness(1, { ...slow, takesMs: 3_000 })
        .harness(killedAt, { kind: 'machine', action: 'kill' })
        .harness(killedAt, { kind: 'subject-exited', signal: 'SIGKILL' })
        .harness(killedAt, { kind: 'subject-started', pid: 51 })
        .attempt({ from: 3.5, exits: { at: 9, code: 0 } })
        .harness(vanishedAt, { kind: 'file-vanished', name: 'job.mp4.lock' })
        .settled(10, 'published')
        .judge(nothingLeftRunning);

    it('does not take it for the deed of the next one, whose lock it hits', () => {
      expect(withLock(2, 4)).toBe('held');
    });

    it('is violated by a removal at any other time, and by one that its supervisor lived to see', () => {
      expect(withLock(2, 4.5)).toMatch(/after its lock was removed$/);
      expect(withLock(0.5, 4)).toMatch(/after its lock was removed$/);
    });
  });

  it('is violated by what is alive at the end, and by what overlaps the next attempt', () => {
    const left = new EvidenceBuilder().settled(95, 'stalled').with({ leftAlive: [101] });
    expect(left.judge(nothingLeftRunning)).toBe(
      'violated: 1 process was still alive after the subject had ended',
    );
    const overlap = new EvidenceBuilder()
      .attempt({ from: 1, pid: 101, killed: 95 })
      .harness(90, { kind: 'overlap', job: 'job', pid: 101, next: 102 })
      .settled(96, 'published');
    expect(overlap.judge(nothingLeftRunning)).toMatch(/^violated: a process of one attempt was still alive/);
  });

  it('leaves to others what a killed supervisor left', () => {
    const killed = new EvidenceBuilder()
      .attempt({ from: 1 })
      .harness(5, { kind: 'machine', action: 'kill' })
      .harness(5, { kind: 'subject-exited', signal: 'SIGKILL' })
      .with({ leftAlive: [101] });
    expect(killed.judge(nothingLeftRunning)).toBe('not-applicable');
  });

  it('lets a process go on that nobody can end, if the subject said so', () => {
    const doomed = () =>
      new EvidenceBuilder()
        .attempt({ from: 1, pid: 101 })
        .harness(95, { kind: 'doomed', job: 'job', pid: 101 })
        .settled(100, 'stalled')
        .with({ leftAlive: [101] });
    expect(doomed().judge(nothingLeftRunning)).toMatch(/^violated: 1 process was still alive/);
    const cause = { kind: 'stalled', message: 'stalled; it could not be killed', unkillable: true } as const;
    const told = doomed().subject(100, { event: 'job-ended', outcome: failedOutcome(cause) });
    expect(told.judge(nothingLeftRunning)).toBe('held');
    const givenAway = told
      .harness(2, { kind: 'file-appeared', name: 'job.mp4.lock' })
      .harness(100, { kind: 'file-vanished', name: 'job.mp4.lock' })
      .harness(110, { kind: 'gave-up', afterMs: 110_000 });
    expect(givenAway.judge(nothingLeftRunning)).toMatch(/after its lock was removed$/);
  });
});
