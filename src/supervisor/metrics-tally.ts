import { Histogram } from 'prom-client';
import type { RemuxPolicy } from '../ffmpeg/policy.js';
import { labelSets, type MetricDescription } from './metrics-description.js';
import type { SupervisorReadings } from './metrics-gauges.js';

type Labels = Readonly<Record<string, string>>;

/** One series of a counter. */
export interface Count {
  readonly labels: Labels;
  total: number;
}

interface Observation {
  readonly labels: Labels;
  readonly value: number;
}

/** So many observations are kept as they are before there has to be a histogram for them. */
const MAX_PENDING = 64;

/**
 * Counts in plain numbers what metrics show. To make a metric takes longer than most simulated jobs: that waits until
 * somebody reads it.
 */
export class MetricTally {
  /** Who is asked for the gauges; of several that share a registry, all. */
  readonly supervisors = new Set<SupervisorReadings>();
  /** Whose messages explain failures. */
  readonly policies = new Set<RemuxPolicy>();
  readonly #counts = new Map<string, Map<string, Count>>();
  readonly #pending = new Map<string, Observation[]>();
  readonly #histograms = new Map<string, Histogram>();

  add<T extends string>({ name }: MetricDescription<T>, labels: Readonly<Record<T, string>>): void {
    const series = this.#counts.get(name) ?? new Map<string, Count>();
    const key = Object.values(labels).join('\n');
    const count = series.get(key);
    if (count !== undefined) count.total += 1;
    else series.set(key, { labels, total: 1 });
    this.#counts.set(name, series);
  }

  /** What was counted; nothing stands here for a zero. */
  counted({ name }: MetricDescription): Iterable<Count> {
    return this.#counts.get(name)?.values() ?? [];
  }

  observe<T extends string>(
    description: MetricDescription<T>,
    labels: Readonly<Record<T, string>>,
    value: number,
  ): void {
    const pending = this.#pending.get(description.name) ?? [];
    pending.push({ labels, value });
    this.#pending.set(description.name, pending);
    if (pending.length >= MAX_PENDING) this.#settle(this.histogram(description), pending);
  }

  /** Complete whenever it is read. It stands in no registry yet. */
  histogram(description: MetricDescription): Histogram {
    const { name, help, labelNames, buckets = [] } = description;
    const standing = this.#histograms.get(name);
    if (standing !== undefined) return standing;
    const histogram: Histogram = new Histogram({
      name,
      help,
      labelNames: [...labelNames],
      buckets: [...buckets],
      registers: [],
      collect: () => this.#settle(histogram, this.#pending.get(name) ?? []),
    });
    for (const labels of labelSets(description)) histogram.zero(labels);
    this.#histograms.set(name, histogram);
    return histogram;
  }

  #settle(histogram: Histogram, pending: Observation[]): void {
    for (const { labels, value } of pending.splice(0)) histogram.observe(labels, value);
  }
}
