import { describe, expect, it } from 'vitest';
import { stallCountedOnce } from '../../../src/harness/oracles/stall-counted-once.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { SHOWS_ALL } from '../made-by-hand.js';

const stalled = (metrics: string | undefined) =>
  new EvidenceBuilder()
    .attempt({ from: 1, advances: [5], killed: 95 })
    .settled(96, 'stalled')
    .with({ metrics });

describe('stall-counted-once', () => {
  it('holds when the counter has gone up by one', () => {
    const metrics =
      '# TYPE xg2g_vod_remux_stalls_total counter\nxg2g_vod_remux_stalls_total{strategy="default"} 1\n';
    expect(stalled(metrics).judge(stallCountedOnce)).toBe('held');
  });

  it('is violated by none, by two, and by the wrong label', () => {
    expect(stalled('').judge(stallCountedOnce)).toBe(
      'violated: 1 ffmpeg of the rung default was killed as stalled, and the metric counts 0',
    );
    const twice = 'xg2g_vod_remux_stalls_total{strategy="default"} 2';
    expect(stalled(twice).judge(stallCountedOnce)).toMatch(/^violated: .* the metric counts 2/);
    const wrong = 'xg2g_vod_remux_stalls_total{strategy="fallback"} 1';
    expect(stalled(wrong).judge(stallCountedOnce)).toMatch(/^violated/);
  });

  it('is violated by a stall that was none', () => {
    const success = new EvidenceBuilder()
      .attempt({ from: 1, exits: { at: 9, code: 0 } })
      .settled(10, 'published')
      .with({ metrics: 'xg2g_vod_remux_stalls_total{strategy="default"} 1' });
    expect(success.judge(stallCountedOnce)).toBe(
      'violated: 0 ffmpegs of the rung default were killed as stalled, and the metric counts 1',
    );
  });

  it('is violated by metrics that were promised, and cannot be seen where none were', () => {
    expect(stalled(undefined).judge(stallCountedOnce)).toBe('violated: it left no metrics');
    const blind = stalled(undefined).with({ shows: { ...SHOWS_ALL, metrics: false } });
    expect(blind.judge(stallCountedOnce)).toBe('unobservable: it shows no metrics');
  });
});
