import { describe, expect, it } from 'vitest';
import { heartbeatIsNotProgress } from '../../../src/harness/oracles/heartbeat-is-not-progress.js';
import { EvidenceBuilder } from '../evidence-builder.js';

const beats = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120];

describe('heartbeat-is-not-progress', () => {
  it('holds when ffmpeg is killed in spite of its blocks', () => {
    const killed = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], beats: beats.filter((at) => at < 95), killed: 95 })
      .settled(95, 'stalled');
    expect(killed.judge(heartbeatIsNotProgress)).toBe('held');
  });

  it('is violated when blocks keep it alive', () => {
    const fooled = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], beats })
      .harness(125, { kind: 'gave-up', afterMs: 125_000 });
    expect(fooled.judge(heartbeatIsNotProgress)).toBe(
      'violated: ffmpeg (default) printed 12 blocks without advance and was still alive 2 min after its last advance',
    );
  });

  it('has nothing to judge where silence was silence', () => {
    const silent = new EvidenceBuilder()
      .attempt({ from: 1, advances: [5], killed: 95 })
      .settled(95, 'stalled');
    expect(silent.judge(heartbeatIsNotProgress)).toBe('not-applicable');
  });
});
