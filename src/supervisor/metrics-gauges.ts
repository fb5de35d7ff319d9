import { type MetricDescription, PREFIX } from './metrics-description.js';

/** The state of one supervisor at the moment of a scrape. */
export interface SupervisorReadings {
  load(): { readonly inUse: number; readonly waiting: number; readonly capacity: number };
  /** Slots that are kept for a process that could not be killed. */
  quarantined(): number;
  longestSilenceMs(): number;
  readonly stallTimeoutMs: number;
}

type Read = (supervisors: readonly SupervisorReadings[]) => number;

export interface GaugeDescription extends MetricDescription {
  readonly type: 'gauge';
  /** Its value now, for all supervisors that share a registry: slots and jobs add up, of times the longest counts. */
  readonly read: Read;
}

const sum =
  (read: (one: SupervisorReadings) => number): Read =>
  (supervisors) =>
    supervisors.reduce((total, one) => total + read(one), 0);

const longestSeconds =
  (readMs: (one: SupervisorReadings) => number): Read =>
  (supervisors) =>
    Math.max(0, ...supervisors.map(readMs)) / 1000;

export const GAUGES = {
  sinceProgress: {
    type: 'gauge',
    name: `${PREFIX}_time_since_progress_seconds`,
    help: 'Longest time since its last progress of any attempt that runs now; 0 when none does',
    labelNames: [],
    zeros: {},
    read: longestSeconds((one) => one.longestSilenceMs()),
  },
  stallTimeout: {
    type: 'gauge',
    name: `${PREFIX}_stall_timeout_seconds`,
    help: 'Silence after which an attempt counts as stalled',
    labelNames: [],
    zeros: {},
    read: longestSeconds((one) => one.stallTimeoutMs),
  },
  slots: {
    type: 'gauge',
    name: `${PREFIX}_slots`,
    help: 'Number of slots: jobs that may run processes at the same time',
    labelNames: [],
    zeros: {},
    read: sum((one) => one.load().capacity),
  },
  slotsInUse: {
    type: 'gauge',
    name: `${PREFIX}_slots_in_use`,
    help: 'Number of slots in use',
    labelNames: [],
    zeros: {},
    read: sum((one) => one.load().inUse),
  },
  slotsQuarantined: {
    type: 'gauge',
    name: `${PREFIX}_slots_quarantined`,
    help: 'Number of slots in use whose job had a process that could not be killed',
    labelNames: [],
    zeros: {},
    read: sum((one) => one.quarantined()),
  },
  jobsWaiting: {
    type: 'gauge',
    name: `${PREFIX}_jobs_waiting`,
    help: 'Number of jobs that wait for a slot',
    labelNames: [],
    zeros: {},
    read: sum((one) => one.load().waiting),
  },
} as const satisfies Record<string, GaugeDescription>;
