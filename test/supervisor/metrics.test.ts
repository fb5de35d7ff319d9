import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../src/ffmpeg/policy.js';
import type { JobEvent } from '../../src/supervisor/events.js';
import { remuxMetrics } from '../../src/supervisor/metrics.js';

const STAMP = { v: 1, atMs: 0, time: '', jobId: 'a', recordingId: 'a' } as const;

const stalled = {
  ...STAMP,
  event: 'stalled',
  strategy: 'fallback',
  stall: {
    class: 'blocked',
    silentForMs: 1,
    ranForMs: 1,
    lastProgress: undefined,
    cpuMs: 0,
    ioBytes: 0,
    waits: [],
  },
} satisfies JobEvent;

describe('metrics', () => {
  it("have the origin's name, help and label, and start at zero", async () => {
    const text = await remuxMetrics().registry.metrics();
    expect(text).toContain(
      '# HELP xg2g_vod_remux_stalls_total Total number of VOD remux processes killed due to stall',
    );
    for (const strategy of ['default', 'fallback', 'transcode']) {
      expect(text).toContain(`xg2g_vod_remux_stalls_total{strategy="${strategy}"} 0`);
    }
  });

  it('add one for each stall', async () => {
    const metrics = remuxMetrics();
    metrics.observe(stalled);
    expect(await metrics.registry.metrics()).toContain('xg2g_vod_remux_stalls_total{strategy="fallback"} 1');
  });

  it('tell how often each strategy was tried, and what came of it', async () => {
    const metrics = remuxMetrics();
    const attempt = { ...STAMP, event: 'attempt-ended', reason: '', elapsedMs: 1, leaked: false } as const;
    metrics.observe({ ...attempt, strategy: 'default', result: 'crashed' });
    metrics.observe({ ...attempt, strategy: 'fallback', result: 'ok' });
    const text = await metrics.registry.metrics();
    const name = 'xg2g_vod_remux_strategy_total';
    expect(text).toContain(`${name}{strategy="default",outcome="crashed"} 1`);
    expect(text).toContain(`${name}{strategy="fallback",outcome="ok"} 1`);
    expect(text).toContain(`${name}{strategy="transcode",outcome="ok"} 0`);
  });

  it('count failed jobs by their kind and by the class of the message that explains them', async () => {
    const metrics = remuxMetrics();
    const failed = (kind: 'crashed' | 'stalled', id?: string): JobEvent => ({
      ...STAMP,
      event: 'job-ended',
      outcome: {
        ...{ jobId: 'a', recordingId: 'a', input: 'a', output: 'b', attempts: [], elapsedMs: 1, queuedMs: 0 },
        kind,
        cause: { kind, message: '', ...(id !== undefined && { stderr: { id, line: '' } }) },
      },
    });
    metrics.observe(failed('crashed', 'bad-input'));
    metrics.observe(failed('crashed', 'bad-input'));
    metrics.observe(failed('stalled'));
    const text = await metrics.registry.metrics();
    expect(text).toContain('xg2g_vod_remux_errors_total{kind="crashed",class="input"} 2');
    expect(text).toContain('xg2g_vod_remux_errors_total{kind="stalled",class="unexplained"} 1');
    expect(text).toContain('xg2g_vod_remux_errors_total{kind="refused",class="unexplained"} 0');
    // Prometheus sees no increase in a series that first appears at one, as the first full disk would.
    for (const { class: name } of DEFAULT_POLICY.stderr) {
      expect(text).toContain(`xg2g_vod_remux_errors_total{kind="no-space",class="${name}"} 0`);
    }
  });

  it('do not collide when two supervisors share a registry, or have one each', async () => {
    const registry = new Registry();
    const [one, two] = [remuxMetrics(registry), remuxMetrics(registry)];
    one.observe(stalled);
    two.observe(stalled);
    expect(await registry.metrics()).toContain('xg2g_vod_remux_stalls_total{strategy="fallback"} 2');
    expect(remuxMetrics().registry).not.toBe(remuxMetrics().registry);
  });
});
