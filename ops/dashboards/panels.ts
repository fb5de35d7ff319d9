/** One panel, without the looks that all of them share. */
export interface PanelPlan {
  readonly kind: 'number' | 'lines' | 'bars';
  readonly title: string;
  /** What an operator reads out of it. */
  readonly description: string;
  readonly unit: 'short' | 's';
  readonly queries: readonly { readonly expr: string; readonly legend: string }[];
  /** From this value on it is drawn as a danger. */
  readonly dangerFrom?: number;
}

export interface RowPlan {
  readonly title: string;
  readonly panels: readonly PanelPlan[];
}

/** What the dashboard's variables narrow every query to. */
const CHOSEN = 'job=~"$job",instance=~"$instance"';

function series(name: string, ...matchers: string[]): string {
  return `xg2g_vod_remux_${name}{${[CHOSEN, ...matchers].join(',')}}`;
}

/** How often something happened in each step of the graph; series without any are left out. */
function perStep(title: string, description: string, by: readonly string[], selector: string): PanelPlan {
  const expr = `sum by (${by.join(', ')}) (increase(${selector}[$__rate_interval])) > 0`;
  const legend = by.map((label) => `{{${label}}}`).join(' ');
  return { kind: 'bars', title, description, unit: 'short', queries: [{ expr, legend }] };
}

function quantile(share: number, by: string, name: string): string {
  const rate = `sum by (${by}) (rate(${series(`${name}_bucket`)}[$__rate_interval]))`;
  return `histogram_quantile(${share}, ${rate})`;
}

const inOneDay = (selector: string): string => `sum(increase(${selector}[24h]))`;

const NOW: RowPlan = {
  title: 'Now',
  panels: [
    {
      kind: 'number',
      title: 'Slots in use',
      description: 'Jobs that run processes. As many as there are slots, for long: the queue grows.',
      unit: 'short',
      queries: [{ expr: `sum(${series('slots_in_use')})`, legend: 'in use' }],
    },
    {
      kind: 'number',
      title: 'Jobs waiting',
      description: 'Jobs that wait for a slot.',
      unit: 'short',
      queries: [{ expr: `sum(${series('jobs_waiting')})`, legend: 'waiting' }],
    },
    {
      kind: 'number',
      title: 'Longest silence',
      description:
        'Time since its last progress of the attempt that is silent the longest. 0 when none runs.',
      unit: 's',
      queries: [{ expr: `max(${series('time_since_progress_seconds')})`, legend: 'silence' }],
    },
    {
      kind: 'number',
      title: 'Slots in quarantine',
      description:
        'Held for a process that survived SIGKILL. It waits for the kernel: look at its disk or mount.',
      unit: 'short',
      queries: [{ expr: `sum(${series('slots_quarantined')})`, legend: 'quarantined' }],
      dangerFrom: 1,
    },
    {
      kind: 'number',
      title: 'Stalls in 24 h',
      description: 'Processes that were killed because they made no progress.',
      unit: 'short',
      queries: [{ expr: inOneDay(series('stalls_total')), legend: 'stalls' }],
    },
    {
      kind: 'number',
      title: 'False-kill suspects in 24 h',
      description:
        'Stalls in whose silence the killed process still worked: perhaps the thresholds are too tight.',
      unit: 'short',
      queries: [{ expr: inOneDay(series('false_kill_suspects_total')), legend: 'suspects' }],
      dangerFrom: 1,
    },
  ],
};

const JOBS: RowPlan = {
  title: 'Jobs',
  panels: [
    perStep('Settled jobs by outcome', 'Every job settles exactly once.', ['outcome'], series('jobs_total')),
    perStep(
      'Settled jobs by strategy',
      'More of fallback and transcode than usual: the recordings or the ffmpeg have changed.',
      ['strategy'],
      series('jobs_total'),
    ),
    perStep(
      'Attempts that failed',
      'By strategy and by how they ended.',
      ['strategy', 'outcome'],
      series('strategy_total', 'outcome!="ok"'),
    ),
    perStep(
      'Failed jobs by kind',
      'With the class of the message that explains it.',
      ['kind', 'class'],
      series('errors_total'),
    ),
  ],
};

const STALLS: RowPlan = {
  title: 'Stalls',
  panels: [
    {
      kind: 'lines',
      title: 'Silence and its limit',
      description:
        'An attempt that works without progress, as in the faststart pass, may go beyond the limit.',
      unit: 's',
      queries: [
        { expr: `max by (instance) (${series('time_since_progress_seconds')})`, legend: '{{instance}}' },
        { expr: `max(${series('stall_timeout_seconds')})`, legend: 'stall timeout' },
      ],
    },
    perStep(
      'Stalls by strategy',
      'Processes that were killed because they made no progress.',
      ['strategy'],
      series('stalls_total'),
    ),
    perStep(
      'Stalls by class',
      'Blocked: a disk or a mount. Spinning: a damaged recording. Stopped: somebody sent SIGSTOP.',
      ['class'],
      series('stall_classes_total'),
    ),
    perStep(
      'False-kill suspects by sign',
      'Finalising and io weigh more than cpu, which an endless loop shows too.',
      ['sign'],
      series('false_kill_suspects_total'),
    ),
    {
      kind: 'lines',
      title: 'Silences that ended by themselves',
      description: 'How near they come to the stall timeout says how much room it leaves.',
      unit: 's',
      queries: [
        { expr: quantile(0.5, 'le', 'recovered_silence_seconds'), legend: 'median' },
        { expr: quantile(0.99, 'le', 'recovered_silence_seconds'), legend: '99 %' },
      ],
    },
  ],
};

const SLOTS: RowPlan = {
  title: 'Slots and locks',
  panels: [
    {
      kind: 'lines',
      title: 'Slots and queue',
      description: 'In use, in all, and the jobs that wait.',
      unit: 'short',
      queries: [
        { expr: `sum(${series('slots_in_use')})`, legend: 'in use' },
        { expr: `sum(${series('slots')})`, legend: 'slots' },
        { expr: `sum(${series('jobs_waiting')})`, legend: 'jobs waiting' },
      ],
    },
    {
      kind: 'lines',
      title: 'Wait for a slot',
      description: 'Of the jobs that got one.',
      unit: 's',
      queries: [
        { expr: quantile(0.5, 'le', 'queue_wait_seconds'), legend: 'median' },
        { expr: quantile(0.95, 'le', 'queue_wait_seconds'), legend: '95 %' },
      ],
    },
    {
      kind: 'lines',
      title: 'From the kill to the free slot (99 %)',
      description: 'Milliseconds are usual; seconds say that processes die slowly, or that the disk does.',
      unit: 's',
      queries: [{ expr: quantile(0.99, 'le, why', 'slot_release_seconds'), legend: '{{why}}' }],
    },
    {
      kind: 'bars',
      title: 'Unkillable processes',
      description: 'Trees that survived SIGKILL for longer than 5 s.',
      unit: 'short',
      queries: [
        {
          expr: `sum by (instance) (increase(${series('unkillable_processes_total')}[$__rate_interval]))`,
          legend: '{{instance}}',
        },
      ],
    },
    perStep(
      'Recovered locks',
      'Each one is an output that a supervisor was at work on when it died.',
      ['instance'],
      series('locks_recovered_total'),
    ),
  ],
};

export const ROWS: readonly RowPlan[] = [NOW, JOBS, STALLS, SLOTS];
