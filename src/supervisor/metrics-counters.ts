import type { RemuxPolicy } from '../ffmpeg/policy.js';
import { STRATEGIES } from '../ffmpeg/strategy.js';
import { type MetricDescription, PREFIX } from './metrics-description.js';
import { FALSE_KILL_SIGNS } from './metrics-suspect.js';
import { FAILURE_KINDS } from './outcome.js';

/** The class of a failure that no message explains. */
export const UNEXPLAINED = 'unexplained';

/** The strategy of a job that came to none. */
export const NO_STRATEGY = 'none';

export const COUNTERS = {
  stalls: {
    type: 'counter',
    name: `${PREFIX}_stalls_total`,
    help: 'Total number of VOD remux processes killed due to stall',
    labelNames: ['strategy'],
    zeros: { strategy: STRATEGIES },
  },
  attempts: {
    type: 'counter',
    name: `${PREFIX}_strategy_total`,
    help: 'Total number of VOD remux attempts by strategy and outcome',
    labelNames: ['strategy', 'outcome'],
    zeros: { strategy: STRATEGIES, outcome: ['ok', ...FAILURE_KINDS] },
  },
  errors: {
    type: 'counter',
    name: `${PREFIX}_errors_total`,
    help: 'Total number of failed VOD remux jobs by kind of failure and class of the message that explains it',
    labelNames: ['kind', 'class'],
    zeros: { kind: FAILURE_KINDS, class: [UNEXPLAINED] },
    zerosOf: ({ stderr }: RemuxPolicy) =>
      [...new Set(stderr.map((rule) => rule.class))].flatMap((name) =>
        FAILURE_KINDS.map((kind) => ({ kind, class: name })),
      ),
  },
  jobs: {
    type: 'counter',
    name: `${PREFIX}_jobs_total`,
    help: 'Total number of settled VOD remux jobs by outcome and by the strategy that it came to, or none',
    labelNames: ['outcome', 'strategy'],
    zeros: { outcome: ['published', ...FAILURE_KINDS], strategy: [...STRATEGIES, NO_STRATEGY] },
  },
  stallClasses: {
    type: 'counter',
    name: `${PREFIX}_stall_classes_total`,
    help: 'Total number of VOD remux jobs that ended in a stall by what ffmpeg was doing',
    labelNames: ['class'],
    zeros: { class: ['blocked', 'spinning', 'stopped', 'finalising', 'unkillable'] },
  },
  suspects: {
    type: 'counter',
    name: `${PREFIX}_false_kill_suspects_total`,
    help: 'Total number of stalls in whose silence the killed process still showed that sign of work',
    labelNames: ['sign'],
    zeros: { sign: FALSE_KILL_SIGNS },
  },
  unkillable: {
    type: 'counter',
    name: `${PREFIX}_unkillable_processes_total`,
    help: 'Total number of process trees that survived SIGKILL for longer than the reap bound',
    labelNames: [],
    zeros: {},
  },
  locksRecovered: {
    type: 'counter',
    name: `${PREFIX}_locks_recovered_total`,
    help: 'Total number of locks taken over from dead owners',
    labelNames: [],
    zeros: {},
  },
} as const satisfies Record<string, MetricDescription>;
