import { Counter, Gauge, type Metric, Registry } from 'prom-client';
import { type AnyDescription, CATALOGUE } from './metrics-catalogue.js';
import { labelSets, type MetricDescription } from './metrics-description.js';
import type { GaugeDescription } from './metrics-gauges.js';
import { MetricTally } from './metrics-tally.js';

const TALLIES = new WeakMap<Registry, MetricTally>();

/** What a shared registry shows; it holds all metrics from the first supervisor on. */
export function tallyOf(registry: Registry): MetricTally {
  const tally = TALLIES.get(registry) ?? new MetricTally();
  TALLIES.set(registry, tally);
  for (const description of CATALOGUE) {
    const stands = registry.getSingleMetric(description.name) !== undefined;
    if (!stands) registry.registerMetric(metricOf(tally, description));
  }
  return tally;
}

/** A registry for one supervisor, whose metrics are made when they are asked for. */
export function ownRegistry(tally: MetricTally): Registry {
  return new LazyRegistry(tally);
}

class LazyRegistry extends Registry {
  readonly #tally: MetricTally;
  readonly #unmade = new Map(CATALOGUE.map((description) => [description.name, description]));

  constructor(tally: MetricTally) {
    super();
    this.#tally = tally;
  }

  override metrics(): Promise<string> {
    this.#makeAll();
    return super.metrics();
  }

  override getMetricsAsJSON(): ReturnType<Registry['getMetricsAsJSON']> {
    this.#makeAll();
    return super.getMetricsAsJSON();
  }

  override getMetricsAsArray(): ReturnType<Registry['getMetricsAsArray']> {
    this.#makeAll();
    return super.getMetricsAsArray();
  }

  override getSingleMetric<T extends string>(name: string): Metric<T> | undefined {
    this.#make(name);
    return super.getSingleMetric(name);
  }

  override getSingleMetricAsString(name: string): Promise<string> {
    this.#make(name);
    return super.getSingleMetricAsString(name);
  }

  #makeAll(): void {
    for (const name of this.#unmade.keys()) this.#make(name);
  }

  #make(name: string): void {
    const description = this.#unmade.get(name);
    if (description === undefined) return;
    this.#unmade.delete(name);
    this.registerMetric(metricOf(this.#tally, description));
  }
}

function metricOf(tally: MetricTally, description: AnyDescription): Metric {
  switch (description.type) {
    case 'counter':
      return counterOf(tally, description);
    case 'gauge':
      return gaugeOf(tally, description);
    case 'histogram':
      return tally.histogram(description);
  }
}

/** Filled at each reading, zeros first: a counter that first appears with its first event shows no increase. */
function counterOf(tally: MetricTally, description: MetricDescription): Counter {
  const { name, help, labelNames } = description;
  return new Counter({
    name,
    help,
    labelNames: [...labelNames],
    registers: [],
    collect() {
      this.reset();
      const known = [...tally.policies].flatMap((policy) => description.zerosOf?.(policy) ?? []);
      for (const labels of [...labelSets(description), ...known]) this.inc(labels, 0);
      for (const { labels, total } of tally.counted(description)) this.inc(labels, total);
    },
  });
}

function gaugeOf(tally: MetricTally, { name, help, read }: GaugeDescription): Gauge {
  return new Gauge({
    name,
    help,
    registers: [],
    collect() {
      this.set(read([...tally.supervisors]));
    },
  });
}
