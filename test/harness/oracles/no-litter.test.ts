import { describe, expect, it } from 'vitest';
import { noLitter } from '../../../src/harness/oracles/no-litter.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { failedOutcome } from '../made-by-hand.js';

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
});
