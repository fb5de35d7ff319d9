import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/ffmpeg/policy.js';
import { qualityOf } from '../../../src/gates/gate3/quality.js';
import { measured, message, RIGHT, trial } from '../measured.js';

const seeks = (done: number) =>
  Array.from({ length: 10 }, (_, index) => ({
    percent: index,
    atMs: 0,
    ...(index < done && { landedMs: 0 }),
  }));
const publishedWith = (judgement: Partial<typeof RIGHT>) =>
  measured({
    supervised: {
      ...{ kind: 'published', strategy: 'default', attempts: [] },
      judgement: { ...RIGHT, seeks: seeks(10), ...judgement },
    },
  });
const quality = (...rows: ReturnType<typeof measured>[]) => qualityOf('5.1', rows, DEFAULT_POLICY);

describe('gate 3', () => {
  it('passes where everything is right', () => {
    expect(quality(publishedWith({})).passed).toEqual({
      remux: true,
      delta: true,
      seeks: true,
      critical: true,
    });
  });

  it('asks for nine of ten recordings that hold something', () => {
    const good = Array.from({ length: 8 }, () => publishedWith({}));
    const bad = publishedWith({ wrongs: ['no audio'] });
    const empty = measured({
      truth: { video: false, audio: false },
      supervised: { kind: 'refused', attempts: [] },
    });
    expect(quality(...good, bad, empty).passed.remux).toBe(false);
    expect(quality(...good, publishedWith({}), empty).remux).toMatchObject({ count: 9, total: 9 });
  });

  it('measures durations against the recording, in both directions', () => {
    expect(quality(publishedWith({ durationMs: 98_000, deltaMs: -2_000 })).meanDelta).toBeCloseTo(0.02);
    const both = [
      publishedWith({ durationMs: 102_000, deltaMs: 2_000 }),
      publishedWith({ durationMs: 98_000, deltaMs: -2_000 }),
    ];
    expect(quality(...both).passed.delta).toBe(false);
    const slice = publishedWith({ durationMs: 110, deltaMs: 10 });
    const film = publishedWith({ durationMs: 10_000, deltaMs: 0 });
    expect(quality(slice, film)).toMatchObject({ meanDelta: 0.00099, meanDeltaByFile: 0.05 });
    expect(quality(slice, film).passed.delta).toBe(true);
  });

  it('counts every seek', () => {
    expect(quality(publishedWith({ seeks: seeks(9) })).passed.seeks).toBe(false);
    expect(quality(publishedWith({ seeks: seeks(9) })).seeks).toMatchObject({ count: 9, total: 10 });
  });

  it('counts messages of the line that was published, by what the catalogue calls them', () => {
    const critical = message('write-error', 'error', 2);
    const unknown = { template: 'a new remark', level: 'warning', count: 4 } as const;
    const row = {
      ...publishedWith({}),
      trials: [
        trial('ours/default', { messages: [critical, message('reorder-buffer', 'warning', 3), unknown] }),
      ],
    };
    expect(quality(row)).toMatchObject({
      criticalMessages: 2,
      passed: { critical: false },
      rows: [
        {
          messages: { error: 2, warning: 7, critical: 2 },
          patterns: [
            { id: 'write-error', level: 'error', count: 2 },
            { id: 'reorder-buffer', level: 'warning', count: 3 },
            { level: 'warning', count: 4 },
          ],
        },
      ],
    });
  });

  it('is not passed by a corpus in which nothing decodes', () => {
    const empty = measured({
      truth: { video: false, audio: false },
      supervised: { kind: 'refused', attempts: [] },
    });
    expect(quality(empty).passed).toMatchObject({ remux: false, seeks: false });
  });
});
