import { Counter, Registry } from 'prom-client';
import { STRATEGIES } from '../ffmpeg/strategy.js';
import type { JobEvent } from './events.js';

/** Counts what operators alert on. */
export interface RemuxMetrics {
  readonly registry: Registry;
  observe(event: JobEvent): void;
}

const STALLS = {
  name: 'xg2g_vod_remux_stalls_total',
  help: 'Total number of VOD remux processes killed due to stall',
  labelNames: ['strategy'],
} as const;

/**
 * Registers the counters, or takes those that stand there: two supervisors may share one registry.
 * Without a registry each supervisor has its own.
 */
export function remuxMetrics(registry: Registry = new Registry()): RemuxMetrics {
  const standing = registry.getSingleMetric(STALLS.name) as Counter<'strategy'> | undefined;
  const stalls =
    standing ?? new Counter({ ...STALLS, labelNames: [...STALLS.labelNames], registers: [registry] });
  // A counter that first appears with its first stall shows no increase; Prometheus needs the zero.
  for (const strategy of STRATEGIES) stalls.inc({ strategy }, 0);
  return {
    registry,
    observe: (event) => {
      if (event.event === 'stalled') stalls.inc({ strategy: event.strategy });
    },
  };
}
