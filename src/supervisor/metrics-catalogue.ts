import { COUNTERS } from './metrics-counters.js';
import type { MetricDescription } from './metrics-description.js';
import { GAUGES, type GaugeDescription } from './metrics-gauges.js';
import { HISTOGRAMS } from './metrics-histograms.js';

export type AnyDescription =
  | (MetricDescription & { readonly type: 'counter' | 'histogram' })
  | GaugeDescription;

/** Every metric of a supervisor. */
export const CATALOGUE: readonly AnyDescription[] = [
  ...Object.values(COUNTERS),
  ...Object.values(GAUGES),
  ...Object.values(HISTOGRAMS),
];
