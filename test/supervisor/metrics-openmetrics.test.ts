import { Counter, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { remuxMetrics } from '../../src/supervisor/metrics.js';
import { openMetrics } from '../../src/supervisor/metrics-openmetrics.js';

describe('OpenMetrics text', () => {
  it('names families without _total, and leaves the registry as it was', async () => {
    const { registry } = remuxMetrics();
    const before = await registry.metrics();
    const text = await openMetrics(registry);
    expect(text).toMatch(/^# HELP xg2g_vod_remux_stalls Total/);
    expect(text).toContain('xg2g_vod_remux_stalls_total{strategy="default"} 0\n');
    expect(text).not.toContain('_total_total');
    expect(text.endsWith('# EOF\n')).toBe(true);
    expect(await registry.metrics()).toBe(before);
    expect(await openMetrics(registry)).toBe(text);
  });

  it('has every sample that Prometheus text has', async () => {
    const { registry } = remuxMetrics();
    const samples = (text: string) => text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    expect(samples(await openMetrics(registry))).toEqual(samples(await registry.metrics()));
  });

  it("has what a server's own registry holds besides", async () => {
    const registry = new Registry();
    remuxMetrics(registry);
    new Counter({ name: 'requests_total', help: 'x', registers: [registry] }).inc();
    expect(await openMetrics(registry)).toContain('# TYPE requests counter\nrequests_total 1\n');
  });
});
