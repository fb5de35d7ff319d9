import type { RemuxPolicy } from '../ffmpeg/policy.js';

/** A metric as its readers know it. Names, units and suffixes follow Prometheus' conventions. */
export interface MetricDescription<T extends string = string> {
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly T[];
  /**
   * The values of each label that stand at zero from the start: a counter that first appears with its first
   * event shows no increase.
   */
  readonly zeros: { readonly [K in T]: readonly string[] };
  /** Further sets of labels that stand at zero, where only a policy knows them. */
  readonly zerosOf?: (policy: RemuxPolicy) => readonly Readonly<Record<T, string>>[];
  /** Upper bounds, in the unit of the name. Histograms only. */
  readonly buckets?: readonly number[];
}

/** How the names of all metrics begin. */
export const PREFIX = 'xg2g_vod_remux';

/** Every set of labels that stands at zero from the start; one without labels for a metric without. */
export function labelSets({ labelNames, zeros }: MetricDescription): Record<string, string>[] {
  let sets: Record<string, string>[] = [{}];
  for (const name of labelNames) {
    sets = sets.flatMap((set) => (zeros[name] ?? []).map((value) => ({ ...set, [name]: value })));
  }
  return sets;
}
