import { describe, expect, it } from 'vitest';
import { noFalseKill } from '../../../src/harness/oracles/no-false-kill.js';
import { EvidenceBuilder } from '../evidence-builder.js';

describe('no-false-kill', () => {
  it('holds for a kill after the stall time, and for one that never came', () => {
    const stalled = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], killed: 95 })
      .settled(95, 'stalled');
    expect(stalled.judge(noFalseKill)).toBe('held');
    const success = new EvidenceBuilder()
      .attempt({ from: 1, exits: { at: 4, code: 0 } })
      .settled(5, 'published');
    expect(success.judge(noFalseKill)).toBe('held');
  });

  it('is violated by a kill soon after an advance', () => {
    const killed = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5, 60], killed: 95 })
      .settled(95, 'stalled');
    expect(killed.judge(noFalseKill)).toBe(
      'violated: ffmpeg (default) was killed only 35 s after an advance; the stall time is 90 s',
    );
  });

  it('is violated by a kill inside the grace', () => {
    const killed = new EvidenceBuilder().attempt({ from: 1, killed: 20 }).settled(20, 'stalled');
    expect(killed.judge(noFalseKill)).toBe(
      'violated: ffmpeg (default) was killed 19 s after its start, inside its grace of 30 s',
    );
  });

  it('is violated by a kill while data moves, and not when it no longer does', () => {
    const works = [20, 40, 60, 80, 100];
    const killed = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], works, killed: 102 })
      .settled(102, 'stalled');
    expect(killed.judge(noFalseKill)).toBe(
      'violated: ffmpeg (default) was killed while it was finalising: it had moved data 2 s before',
    );
    const later = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], works, killed: 106 })
      .settled(106, 'stalled');
    expect(later.judge(noFalseKill)).toBe('held');
  });

  it('excepts cancel, total timeout, and the end of the supervisor itself', () => {
    const cancelled = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], killed: 10 })
      .harness(9, { kind: 'machine', action: 'cancel' })
      .settled(11, 'cancelled');
    expect(cancelled.judge(noFalseKill)).toBe('held');
    const timeout = new EvidenceBuilder({
      watch: { ...new EvidenceBuilder().build().scenario.watch, totalTimeoutMs: 60_000 },
    })
      .attempt({ from: 1, advances: [5, 30, 59], killed: 61 })
      .settled(62, 'timeout');
    expect(timeout.judge(noFalseKill)).toBe('held');
    const orphan = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], killed: 10.2 })
      .harness(10, { kind: 'machine', action: 'kill' })
      .harness(10, { kind: 'subject-exited', signal: 'SIGKILL' });
    expect(orphan.judge(noFalseKill)).toBe('held');
  });

  it('has nothing to judge without any ffmpeg', () => {
    expect(new EvidenceBuilder().settled(1, 'refused').judge(noFalseKill)).toBe('not-applicable');
  });
});
