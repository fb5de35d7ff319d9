import { Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../src/supervisor/metrics-catalogue.js';
import { COUNTERS } from '../../src/supervisor/metrics-counters.js';
import { ownRegistry, tallyOf } from '../../src/supervisor/metrics-registry.js';
import { MetricTally } from '../../src/supervisor/metrics-tally.js';

const NAMES = CATALOGUE.map(({ name }) => name).sort();

describe("a supervisor's own registry", () => {
  it('has every metric, whichever way it is asked', async () => {
    const fresh = () => ownRegistry(new MetricTally());
    const named = (metrics: readonly { readonly name: string }[]) => metrics.map(({ name }) => name).sort();
    expect(named(fresh().getMetricsAsArray())).toEqual(NAMES);
    expect(named(await fresh().getMetricsAsJSON())).toEqual(NAMES);
    for (const name of NAMES) {
      expect(fresh().getSingleMetric(name)).toBeDefined();
      expect(await fresh().getSingleMetricAsString(name)).toContain(`# TYPE ${name} `);
    }
    const merged = Registry.merge([fresh(), new Registry()]);
    expect(named(merged.getMetricsAsArray())).toEqual(NAMES);
  });

  it('knows nothing else', () => {
    expect(ownRegistry(new MetricTally()).getSingleMetric('process_cpu_seconds_total')).toBeUndefined();
  });

  it('shows what was counted before it was asked and after', async () => {
    const tally = new MetricTally();
    tally.add(COUNTERS.unkillable, {});
    const registry = ownRegistry(tally);
    expect(await registry.metrics()).toContain(`\n${COUNTERS.unkillable.name} 1\n`);
    tally.add(COUNTERS.unkillable, {});
    expect(await registry.metrics()).toContain(`\n${COUNTERS.unkillable.name} 2\n`);
  });
});

describe('a shared registry', () => {
  it('holds all metrics at once, and again after it was cleared', () => {
    const registry = new Registry();
    const tally = tallyOf(registry);
    expect(registry.getMetricsAsArray()).toHaveLength(CATALOGUE.length);
    registry.clear();
    expect(tallyOf(registry)).toBe(tally);
    expect(registry.getMetricsAsArray()).toHaveLength(CATALOGUE.length);
  });

  it('is not mixed up with another', () => {
    expect(tallyOf(new Registry())).not.toBe(tallyOf(new Registry()));
  });
});
