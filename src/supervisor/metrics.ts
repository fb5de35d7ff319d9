import { Counter, Registry } from 'prom-client';
import { DEFAULT_POLICY, type RemuxPolicy } from '../ffmpeg/policy.js';
import { STRATEGIES } from '../ffmpeg/strategy.js';
import type { JobEvent } from './events.js';
import { FAILURE_KINDS, type RemuxOutcome } from './outcome.js';

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

const STRATEGY = {
  name: 'xg2g_vod_remux_strategy_total',
  help: 'Total number of VOD remux attempts by strategy and outcome',
  labelNames: ['strategy', 'outcome'],
} as const;

const ERRORS = {
  name: 'xg2g_vod_remux_errors_total',
  help: 'Total number of failed VOD remux jobs by kind of failure and class of the message that explains it',
  labelNames: ['kind', 'class'],
} as const;

/** The class of a failure that no message explains. */
const UNEXPLAINED = 'unexplained';

/**
 * Registers the counters, or takes those that stand there: two supervisors may share one registry.
 * Without a registry each supervisor has its own.
 * @param policy whose catalogue knows the classes of messages
 */
export function remuxMetrics(
  registry: Registry = new Registry(),
  policy: RemuxPolicy = DEFAULT_POLICY,
): RemuxMetrics {
  const stalls = counter(registry, STALLS);
  const attempts = counter(registry, STRATEGY);
  const errors = counter(registry, ERRORS);
  // A counter that first appears with its first stall shows no increase; Prometheus needs the zero.
  for (const strategy of STRATEGIES) {
    stalls.inc({ strategy }, 0);
    for (const outcome of ['ok', ...FAILURE_KINDS]) attempts.inc({ strategy, outcome }, 0);
  }
  for (const kind of FAILURE_KINDS) errors.inc({ kind, class: UNEXPLAINED }, 0);
  return {
    registry,
    observe: (event) => {
      if (event.event === 'stalled') stalls.inc({ strategy: event.strategy });
      if (event.event === 'attempt-ended') attempts.inc({ strategy: event.strategy, outcome: event.result });
      if (event.event === 'job-ended' && event.outcome.kind !== 'published') {
        errors.inc({ kind: event.outcome.kind, class: classOf(event.outcome, policy) });
      }
    },
  };
}

function classOf(outcome: RemuxOutcome, { stderr }: RemuxPolicy): string {
  const id = outcome.kind === 'published' ? undefined : outcome.cause.stderr?.id;
  return stderr.find((rule) => rule.id === id)?.class ?? UNEXPLAINED;
}

interface Description<T extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly T[];
}

function counter<T extends string>(registry: Registry, description: Description<T>): Counter<T> {
  const standing = registry.getSingleMetric(description.name) as Counter<T> | undefined;
  return (
    standing ??
    new Counter<T>({ ...description, labelNames: [...description.labelNames], registers: [registry] })
  );
}
