import type { Registry } from 'prom-client';
import { DEFAULT_POLICY, type RemuxPolicy } from '../ffmpeg/policy.js';
import type { JobEvent } from './events.js';
import { COUNTERS, NO_STRATEGY, UNEXPLAINED } from './metrics-counters.js';
import type { SupervisorReadings } from './metrics-gauges.js';
import { HISTOGRAMS } from './metrics-histograms.js';
import { JobsInSlots } from './metrics-jobs.js';
import { ownRegistry, tallyOf } from './metrics-registry.js';
import { falseKillSign } from './metrics-suspect.js';
import { MetricTally } from './metrics-tally.js';
import type { RemuxOutcome } from './outcome.js';

/** Counts what operators alert on. */
export interface RemuxMetrics {
  /** Made when it is first read, if none was handed in. */
  readonly registry: Registry;
  observe(event: JobEvent): void;
}

/** What is read at the moment of a scrape, and no event tells. */
export interface LiveSources {
  /** Monotonic ms of the clock that stamps the events. */
  now(): number;
  load(): { readonly inUse: number; readonly waiting: number; readonly capacity: number };
  readonly stallTimeoutMs: number;
}

/**
 * Registers the metrics, or takes those that stand there: several supervisors may share one registry, in which counters
 * and slots add up; it then holds on to each of them. Without a registry each supervisor has its own.
 * @param policy whose catalogue knows the classes of messages
 * @param sources where the gauges come from; zeros where absent
 */
export function remuxMetrics(
  registry?: Registry,
  policy: RemuxPolicy = DEFAULT_POLICY,
  sources?: LiveSources,
): RemuxMetrics {
  const tally = registry === undefined ? new MetricTally() : tallyOf(registry);
  tally.policies.add(policy);
  const jobs = new JobsInSlots({
    recovered: (silentForMs) => tally.observe(HISTOGRAMS.recoveredSilence, {}, silentForMs / 1000),
    released: (why, afterMs) => tally.observe(HISTOGRAMS.slotRelease, { why }, afterMs / 1000),
  });
  if (sources !== undefined) tally.supervisors.add(readings(sources, jobs));
  let shown = registry;
  return {
    get registry() {
      shown ??= ownRegistry(tally);
      return shown;
    },
    observe: (event) => {
      jobs.observe(event);
      count(tally, event, policy);
    },
  };
}

function readings({ now, load, stallTimeoutMs }: LiveSources, jobs: JobsInSlots): SupervisorReadings {
  return {
    load,
    stallTimeoutMs,
    quarantined: () => jobs.quarantined,
    longestSilenceMs: () => jobs.longestSilenceMs(now()),
  };
}

function count(tally: MetricTally, event: JobEvent, policy: RemuxPolicy): void {
  switch (event.event) {
    case 'lock-taken':
      if (event.recovered) tally.add(COUNTERS.locksRecovered, {});
      return;
    case 'slot-taken':
      tally.observe(HISTOGRAMS.queueWait, {}, event.waitedMs / 1000);
      return;
    case 'stalled': {
      tally.add(COUNTERS.stalls, { strategy: event.strategy });
      const sign = falseKillSign(event.stall);
      if (sign !== undefined) tally.add(COUNTERS.suspects, { sign });
      return;
    }
    case 'unkillable':
      tally.add(COUNTERS.unkillable, {});
      return;
    case 'attempt-ended':
      tally.add(COUNTERS.attempts, { strategy: event.strategy, outcome: event.result });
      return;
    case 'job-ended':
      countJob(tally, event.outcome, policy);
      return;
    default:
  }
}

function countJob(tally: MetricTally, outcome: RemuxOutcome, policy: RemuxPolicy): void {
  const { kind } = outcome;
  if (kind === 'published') {
    tally.add(COUNTERS.jobs, { outcome: kind, strategy: outcome.strategy });
    return;
  }
  const { strategy = NO_STRATEGY, stall, stderr } = outcome.cause;
  tally.add(COUNTERS.jobs, { outcome: kind, strategy });
  // Only now it is known whether the stalled process could be killed.
  if (stall !== undefined) tally.add(COUNTERS.stallClasses, { class: stall.class });
  const rule = policy.stderr.find(({ id }) => id === stderr?.id);
  tally.add(COUNTERS.errors, { kind, class: rule?.class ?? UNEXPLAINED });
}
