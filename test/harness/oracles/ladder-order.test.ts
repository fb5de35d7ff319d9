import { describe, expect, it } from 'vitest';
import type { Strategy } from '../../../src/ffmpeg/strategy.js';
import { ladderOrder } from '../../../src/harness/oracles/ladder-order.js';
import type { Step } from '../../../src/script/step.js';
import { step } from '../../../src/script/vocabulary.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { scriptedJob } from '../made-by-hand.js';

function climb(strategies: readonly Strategy[], builder = new EvidenceBuilder()): EvidenceBuilder {
  for (const [index, strategy] of strategies.entries()) {
    builder.attempt({ strategy, from: index * 10 + 1, exits: { at: index * 10 + 5, code: 1 } });
  }
  return builder.settled(100, 'crashed');
}

describe('ladder-order', () => {
  it('holds for one rung, and for all in their order', () => {
    expect(climb(['default']).judge(ladderOrder)).toBe('held');
    expect(climb(['default', 'fallback', 'transcode']).judge(ladderOrder)).toBe('held');
  });

  it('is violated by a rung that comes twice, or in the wrong order', () => {
    expect(climb(['default', 'default']).judge(ladderOrder)).toBe(
      'violated: the rung default was tried more than once',
    );
    expect(climb(['default', 'transcode', 'fallback']).judge(ladderOrder)).toBe(
      'violated: the rung fallback was tried after transcode',
    );
  });

  it('is violated by a start on the wrong rung for the codec', () => {
    const { recording } = scriptedJob('job');
    const jobs = [scriptedJob('job', { recording: { ...recording, video: 'hevc' } })];
    expect(climb(['transcode'], new EvidenceBuilder({ jobs })).judge(ladderOrder)).toBe('held');
    expect(climb(['default'], new EvidenceBuilder({ jobs })).judge(ladderOrder)).toBe(
      'violated: began with default; hevc yuv420p asks for transcode',
    );
  });

  it('is violated by any rung where no probe could say what the recording holds', () => {
    const probed = (...ffprobe: Step[]) =>
      climb(['default'], new EvidenceBuilder({ jobs: [scriptedJob('job', { ffprobe })] })).judge(ladderOrder);
    expect(probed(step('stderr', { text: 'slow' }), step('answer'))).toBe('held');
    for (const failed of [step('answer-garbage'), step('answer-partial'), step('exit', { code: 1 })]) {
      expect(probed(failed)).toBe(
        'violated: began with default, although no probe could say what the recording holds',
      );
    }
  });

  it('is violated by a rung after the total time', () => {
    const { watch } = new EvidenceBuilder().build().scenario;
    const late = new EvidenceBuilder({ watch: { ...watch, totalTimeoutMs: 20_000 } })
      .attempt({ from: 1, exits: { at: 25, code: 1 } })
      .attempt({ strategy: 'fallback', from: 26, exits: { at: 27, code: 0 } })
      .settled(28, 'published');
    expect(late.judge(ladderOrder)).toMatch(/^violated: ffmpeg \(fallback\) was started 26 s into the job/);
    const slept = late
      .harness(10, { kind: 'machine', action: 'pause' })
      .harness(17, { kind: 'machine', action: 'resume' });
    expect(slept.judge(ladderOrder)).toBe('held');
  });
});
