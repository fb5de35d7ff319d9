import { describe, expect, it } from 'vitest';
import { cancelPropagates } from '../../../src/harness/oracles/cancel-propagates.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { SHOWS_ALL } from '../made-by-hand.js';

const cancelled = (diedAt: number | undefined, answer: string, answeredAt: number) =>
  new EvidenceBuilder()
    .attempt({ from: 1, advances: [5], ...(diedAt !== undefined && { killed: diedAt }) })
    .harness(10, { kind: 'machine', action: 'cancel' })
    .settled(answeredAt, answer);

describe('cancel-propagates', () => {
  it('holds when the tree ends and the answer says so', () => {
    expect(cancelled(10.6, 'cancelled', 10.8).judge(cancelPropagates)).toBe('held');
  });

  it('is violated by an ffmpeg that lives on', () => {
    expect(cancelled(20, 'cancelled', 10.8).judge(cancelPropagates)).toBe(
      'violated: ffmpeg (default) lived for 10 s after the cancel',
    );
    expect(cancelled(undefined, 'cancelled', 10.8).judge(cancelPropagates)).toMatch(/went on to the end/);
  });

  it('is violated by another answer, and by a late one', () => {
    expect(cancelled(10.6, 'stalled', 10.8).judge(cancelPropagates)).toBe(
      'violated: a cancelled job ended as stalled',
    );
    expect(cancelled(10.6, 'cancelled', 20).judge(cancelPropagates)).toBe(
      'violated: the job ended 10 s after the cancel',
    );
  });

  it('cannot hear a cancel from a subject that only says failed', () => {
    const mute = cancelled(10.6, 'failed', 10.8).with({ shows: { ...SHOWS_ALL, cancelled: false } });
    expect(mute.judge(cancelPropagates)).toMatch(/^unobservable/);
  });

  it('lets a supervisor that slept do what was due before it heard of the cancel', () => {
    const slept = (diedAt: number) =>
      cancelled(diedAt, 'timeout', 12.2)
        .harness(9, { kind: 'machine', action: 'pause' })
        .harness(12, { kind: 'machine', action: 'resume' });
    expect(slept(12).judge(cancelPropagates)).toBe('held');
    expect(slept(12.1).judge(cancelPropagates)).toBe('violated: a cancelled job ended as timeout');
  });

  it('has nothing to judge without a cancel, or when the job was over before', () => {
    expect(new EvidenceBuilder().settled(1, 'published').judge(cancelPropagates)).toBe('not-applicable');
    expect(cancelled(6, 'published', 7).judge(cancelPropagates)).toBe('not-applicable');
  });
});
