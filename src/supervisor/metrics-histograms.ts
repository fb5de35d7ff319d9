import { type MetricDescription, PREFIX } from './metrics-description.js';

/** What the kill of a running ffmpeg is for; each is final for its job, so the slot is given back next. */
export const FINAL_STOPS = ['stalled', 'timeout', 'cancelled'] as const;

export const HISTOGRAMS = {
  queueWait: {
    type: 'histogram',
    name: `${PREFIX}_queue_wait_seconds`,
    help: 'Time that a job waited for its slot',
    labelNames: [],
    zeros: {},
    buckets: [0.1, 1, 5, 15, 60, 300, 900, 1800, 3600, 7200],
  },
  slotRelease: {
    type: 'histogram',
    name: `${PREFIX}_slot_release_seconds`,
    help: 'Time from the decision to stop a running ffmpeg for good to the release of its slot',
    labelNames: ['why'],
    zeros: { why: FINAL_STOPS },
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60],
  },
  recoveredSilence: {
    type: 'histogram',
    name: `${PREFIX}_recovered_silence_seconds`,
    help: 'Length of silences of at least one tick that ended in progress',
    labelNames: [],
    zeros: {},
    buckets: [5, 10, 20, 30, 45, 60, 75, 90, 120, 300],
  },
} as const satisfies Record<string, MetricDescription>;
