import { describe, expect, it } from 'vitest';
import { noLitter } from '../../../src/harness/oracles/no-litter.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { failedOutcome, scriptedJob } from '../made-by-hand.js';

describe('no-litter', () => {
  it('holds for a clean folder', () => {
    expect(new EvidenceBuilder().settled(1, 'stalled').judge(noLitter)).toBe('held');
  });

  it('is violated by a lock and by temp files', () => {
    const dirty = new EvidenceBuilder().settled(1, 'stalled').disk({ lock: true, temps: ['job.mp4.tmp-1'] });
    expect(dirty.judge(noLitter)).toBe('violated: left the lock and job.mp4.tmp-1 behind');
  });

  it('lets the output of what cannot be killed stay in quarantine', () => {
    const outcome = failedOutcome({ kind: 'stalled', message: 'stalled', unkillable: true });
    const kept = new EvidenceBuilder()
      .subject(1, { event: 'job-ended', outcome })
      .settled(1, 'failed')
      .disk({ lock: true });
    expect(kept.judge(noLitter)).toBe('not-applicable');
  });

  it('asks nothing of a supervisor that was ended', () => {
    const ended = new EvidenceBuilder()
      .harness(1, { kind: 'subject-exited', signal: 'SIGKILL' })
      .disk({ lock: true });
    expect(ended.judge(noLitter)).toBe('not-applicable');
  });

  describe('of two jobs for one output, one turned away after a crash', () => {
    const jobs = [scriptedJob('job'), scriptedJob('rival', { outputName: 'job' })];
    /** The first is done at 10 s, and the supervisor killed at 20 s. */
    const crashed = (lockAppears: number, turnedAway: number) =>
      new EvidenceBuilder({ jobs })
        .harness(lockAppears, { kind: 'file-appeared', name: 'job.mp4.lock' })
        .settled(10, 'published')
        .harness(20, { kind: 'machine', action: 'kill' })
        .harness(20, { kind: 'subject-exited', signal: 'SIGKILL' })
        .harness(20, { kind: 'subject-started', pid: 51 })
        .settled(turnedAway, 'busy', 'rival')
        .harness(30, { kind: 'subject-exited', code: 0 })
        .disk({ lock: true })
        .disk({ lock: true }, 'rival');

    it('asks nothing of what the dead supervisor held for it', () => {
      expect(crashed(15, 21).judge(noLitter)).toBe('not-applicable');
    });

    it('is violated by what the other one left', () => {
      const left = 'violated: job job: left the lock behind';
      expect(crashed(5, 21).judge(noLitter)).toBe(left);
      expect(crashed(15, 12).judge(noLitter)).toBe(left);
      expect(
        crashed(15, 21)
          .disk({ temps: ['job.mp4.tmp-1'] })
          .judge(noLitter),
      ).toBe('violated: job job: left the lock and job.mp4.tmp-1 behind');
      expect(crashed(15, 21).settled(22, 'published', 'rival').judge(noLitter)).toBe(left);
    });
  });

  it('asks nothing of a job that is turned away after a crash, and all of one where nobody died', () => {
    const turnedAway = () => new EvidenceBuilder().settled(2, 'busy').disk({ temps: ['job.mp4.tmp-1'] });
    expect(turnedAway().judge(noLitter)).toBe('violated: left job.mp4.tmp-1 behind');
    expect(turnedAway().harness(1, { kind: 'machine', action: 'kill' }).judge(noLitter)).toBe(
      'not-applicable',
    );
    expect(turnedAway().harness(3, { kind: 'machine', action: 'kill' }).judge(noLitter)).toMatch(/^violated/);
  });
});
