import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import type { JobEvent } from '../../src/supervisor/events.js';
import { remuxMetrics } from '../../src/supervisor/metrics.js';

const stalled = {
  v: 1,
  atMs: 0,
  time: '',
  jobId: 'a',
  recordingId: 'a',
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

  it('do not collide when two supervisors share a registry, or have one each', async () => {
    const registry = new Registry();
    const [one, two] = [remuxMetrics(registry), remuxMetrics(registry)];
    one.observe(stalled);
    two.observe(stalled);
    expect(await registry.metrics()).toContain('xg2g_vod_remux_stalls_total{strategy="fallback"} 2');
    expect(remuxMetrics().registry).not.toBe(remuxMetrics().registry);
  });
});
