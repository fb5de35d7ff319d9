import { describe, expect, it } from 'vitest';
import { detectsStall } from '../../../src/harness/oracles/detects-stall.js';
import { EvidenceBuilder } from '../evidence-builder.js';

const stalledAt = (seconds: number) =>
  new EvidenceBuilder()
    .attempt({ from: 1, advances: [2, 5], killed: seconds })
    .settled(seconds + 0.1, 'stalled');

describe('detects-stall', () => {
  it('holds for a kill at the deadline, and within the tolerance after it', () => {
    expect(stalledAt(95).judge(detectsStall)).toBe('held');
    expect(stalledAt(95.3).judge(detectsStall)).toBe('held');
  });

  it('is violated by a kill before the deadline', () => {
    expect(stalledAt(94).judge(detectsStall)).toBe(
      'violated: ffmpeg (default) was killed 89 s after its last advance; the deadline was at 90 s',
    );
  });

  it('is violated by a kill too late, and by none at all', () => {
    expect(stalledAt(100).judge(detectsStall)).toMatch(
      /^violated: .* was killed 95 s after its last advance/,
    );
    const never = new EvidenceBuilder()
      .attempt({ from: 1 })
      .harness(200, { kind: 'gave-up', afterMs: 200_000 });
    expect(never.judge(detectsStall)).toBe(
      'violated: ffmpeg (default) was left alone for 3 min 19 s after its start; the deadline was at 90 s',
    );
  });

  it('adds the lateness of the canary to the tolerance', () => {
    expect(stalledAt(95.6).judge(detectsStall)).toMatch(/^violated/);
    expect(stalledAt(95.6).with({ canaryLateMs: 300 }).judge(detectsStall)).toBe('held');
  });

  describe('in simulated time, where nothing is late for want of a core', () => {
    const printing = (at: number, bytes: number, killed: number) =>
      new EvidenceBuilder()
        .attempt({
          from: 1,
          advances: [5],
          deeds: [{ at, deed: { kind: 'wrote', stream: 'stderr', bytes } }],
          killed,
        })
        .settled(killed, 'stalled')
        .with({ engine: 'virtual' })
        .judge(detectsStall);

    it('leaves time to read what is printed in the moment of the deadline', () => {
      expect(printing(94.99, 100_000, 95.05)).toBe('held');
      expect(printing(95.04, 100_000, 95.1)).toBe('held');
    });

    it('leaves no more time than that, and none for what was read long ago or is too little to be work', () => {
      expect(printing(94.99, 100_000, 95.11)).toMatch(/^violated/);
      expect(printing(94.9, 100_000, 95.05)).toMatch(/^violated/);
      expect(printing(94.99, 10_000, 95.05)).toMatch(/^violated/);
      expect(printing(94.99, 10_000, 95)).toBe('held');
    });

    it('counts the blocks that come then, too', () => {
      const beating = (times: number) =>
        new EvidenceBuilder()
          .attempt({ from: 1, advances: [5], beats: new Array(times).fill(94.99), killed: 95.05 })
          .settled(95.05, 'stalled')
          .with({ engine: 'virtual' })
          .judge(detectsStall);
      expect(beating(100)).toBe('held');
      expect(beating(10)).toMatch(/^violated/);
    });
  });

  it('gives a young ffmpeg its grace', () => {
    const scenario = { watch: { ...new EvidenceBuilder().build().scenario.watch, startupGraceMs: 120_000 } };
    const killedAt = (seconds: number) =>
      new EvidenceBuilder(scenario).attempt({ from: 0, killed: seconds }).settled(seconds, 'stalled');
    expect(killedAt(120).judge(detectsStall)).toBe('held');
    expect(killedAt(91).judge(detectsStall)).toMatch(/^violated: .* the deadline was at 2 min/);
  });

  it('catches a trickle that was let through', () => {
    const trickle = new EvidenceBuilder()
      .attempt({ from: 1, advances: [2, 140, 280], exits: { at: 281, code: 0 } })
      .settled(282, 'published');
    expect(trickle.judge(detectsStall)).toMatch(/^violated: .* was left alone for 2 min 18 s/);
  });

  it('has nothing to judge where nothing stalled, or where a cancel came first', () => {
    const success = new EvidenceBuilder()
      .attempt({ from: 1, advances: [2, 3], exits: { at: 4, code: 0 } })
      .settled(5, 'published');
    expect(success.judge(detectsStall)).toBe('not-applicable');
    const cancelled = new EvidenceBuilder()
      .attempt({ from: 1, advances: [2], killed: 60 })
      .harness(59, { kind: 'machine', action: 'cancel' })
      .settled(61, 'cancelled');
    expect(cancelled.judge(detectsStall)).toBe('not-applicable');
  });

  it('takes a polite signal for the kill, however long the process then lives', () => {
    const deaf = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], signalled: 95, killed: 140 })
      .settled(141, 'stalled');
    expect(deaf.judge(detectsStall)).toBe('held');
  });

  it("does not count the supervisor's own sleep", () => {
    const slept = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], killed: 230 })
      .harness(50, { kind: 'machine', action: 'pause' })
      .harness(190, { kind: 'machine', action: 'resume' })
      .settled(231, 'stalled');
    expect(slept.judge(detectsStall)).toBe('held');
  });
});
