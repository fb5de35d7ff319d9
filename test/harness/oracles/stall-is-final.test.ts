import { describe, expect, it } from 'vitest';
import { stallIsFinal } from '../../../src/harness/oracles/stall-is-final.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { scriptedJob } from '../made-by-hand.js';

const retried = { from: 96, strategy: 'fallback', exits: { at: 97, code: 0 } } as const;

describe('stall-is-final', () => {
  it('holds when a stall ends the job', () => {
    const final = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], killed: 95 })
      .settled(95, 'stalled');
    expect(final.judge(stallIsFinal)).toBe('held');
  });

  it('is violated by the next rung after a stall', () => {
    const evidence = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], killed: 95 })
      .attempt(retried)
      .settled(98, 'published');
    expect(evidence.judge(stallIsFinal)).toBe(
      'violated: ffmpeg (fallback) was started 1 s after ffmpeg (default) was killed as stalled',
    );
  });

  it('is violated by the next rung after a kill from outside, and not after a crash', () => {
    const ended = (exits: { code?: number; signal?: string }) =>
      new EvidenceBuilder()
        .attempt({ from: 1, exits: { at: 95, ...exits } })
        .attempt(retried)
        .settled(98, 'published');
    expect(ended({ signal: 'SIGKILL' }).judge(stallIsFinal)).toMatch(
      /^violated: .* ended from outside by SIGKILL/,
    );
    expect(ended({ signal: 'SIGSEGV' }).judge(stallIsFinal)).toBe('not-applicable');
    expect(ended({ code: 1 }).judge(stallIsFinal)).toBe('not-applicable');
  });

  it('is violated by a start after the cancel', () => {
    const evidence = new EvidenceBuilder()
      .attempt({ from: 1, killed: 95 })
      .harness(94.5, { kind: 'machine', action: 'cancel' })
      .attempt(retried)
      .settled(98, 'published');
    expect(evidence.judge(stallIsFinal)).toMatch(
      /^violated: ffmpeg \(fallback\) was started .* after the cancel/,
    );
  });

  it('is violated by a second rung on a full disk', () => {
    const jobs = [scriptedJob('job', { expect: { outcome: ['no-space'] } })];
    const first = new EvidenceBuilder({ jobs }).attempt({ from: 1, exits: { at: 95, code: 1 } });
    expect(first.judge(stallIsFinal)).toBe('held');
    expect(first.attempt(retried).judge(stallIsFinal)).toMatch(/^violated: .* although the disk was full/);
  });

  it('lets a supervisor that was started anew begin anew', () => {
    const evidence = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], killed: 95 })
      .harness(95.5, { kind: 'subject-started', pid: 51 })
      .attempt({ ...retried, strategy: 'default' })
      .settled(98, 'published');
    expect(evidence.judge(stallIsFinal)).toBe('held');
  });

  it('lets it begin anew where all of that happened in one instant, and nobody else', () => {
    const killed = () => new EvidenceBuilder().attempt({ from: 95, exits: { at: 95, signal: 'SIGKILL' } });
    const again = { ...retried, strategy: 'default' } as const;
    const anew = killed().harness(95, { kind: 'subject-started', pid: 51 });
    expect(anew.attempt(again).settled(98, 'killed').judge(stallIsFinal)).toBe('held');
    expect(killed().attempt(again).settled(98, 'killed').judge(stallIsFinal)).toMatch(/^violated: /);
    const before = killed().harness(94.9, { kind: 'subject-started', pid: 51 });
    expect(before.attempt(again).settled(98, 'killed').judge(stallIsFinal)).toMatch(/^violated: /);
  });
});
