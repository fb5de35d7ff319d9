import pc from 'picocolors';
import { counted } from '../base/counted.js';
import { formatDuration } from '../base/duration.js';
import { escapeControl } from '../base/escape.js';
import { type TableStyle, table } from '../report/verdict-table.js';
import { wrapped } from '../report/wrapped.js';
import type { DetectorRow } from '../tuner/comparison/other-detectors.js';
import type { SettingRow } from '../tuner/judging/setting-row.js';
import { percentText, recommendationLines } from '../tuner/judging/wording.js';
import type { StratumReport, TuneReport } from '../tuner/tune.js';

/** The report in words and tables, between 60 and 200 columns wide. */
export function tuneTables(report: TuneReport, style: TableStyle, all: boolean): string[] {
  const { read, differences, strata } = report;
  const { bold } = pc.createColors(style.colour);
  const { splitBy, tests } = differences;
  return [
    `${counted(read.jobs, 'job')}, ${counted(read.runs, 'run')}, ${read.hours.toFixed(1)} hours; the supervisor was run ${counted(read.replays, 'time')}`,
    splitBy.length > 0
      ? escapeControl(`told apart by ${splitBy.join(', ')}: the longest silences differ (log-rank, Holm)`)
      : `nothing tells the jobs apart (${tests.length} log-rank tests, Holm)`,
    ...strata.flatMap((stratum) => [
      '',
      bold(escapeControl(stratum.name)),
      ...stratumLines(stratum, report, style, all),
    ]),
  ].flatMap((line) => wrapped(line, style.columns));
}

function stratumLines(stratum: StratumReport, report: TuneReport, style: TableStyle, all: boolean): string[] {
  const { settings, recommendation, today } = stratum;
  const shown = settings.filter(
    (row, index) =>
      all ||
      index === today ||
      index === recommendation.setting ||
      (!row.dominated && row.sameAs === undefined),
  );
  const hidden = settings.length - shown.length;
  const chosen = recommendation.kind === 'recommended' ? settings[recommendation.setting] : undefined;
  return [
    ...recommendationLines(stratum, report.options),
    '',
    ...settingTable(shown, chosen, settings[today], style).split('\n'),
    '(> recommended, - another setting kills no more jobs and finds hangs no later)',
    ...(hidden > 0 ? [`${hidden} more are dominated, or the same in effect: --all`] : []),
    '',
    ...gapLines(stratum),
    ...(stratum.comparison.length > 0 ? ['', ...detectorLines(stratum.comparison)] : []),
    ...tailLines(stratum),
  ];
}

const BOUND_COLUMNS = 9;
const KILLS_COLUMNS = 10;
const TIME_COLUMNS = 8;
/** Beyond these widths more columns find room. */
const MIDDLE_COLUMNS = 90;
const WIDE_COLUMNS = 120;

interface Column {
  readonly head: string;
  readonly width: number;
  readonly cell: (row: SettingRow) => string;
  /** Shown from this table width on. */
  readonly from: number;
}

const COLUMNS: readonly Column[] = [
  { head: 'killed', width: KILLS_COLUMNS, from: 0, cell: ({ falseKills, jobs }) => `${falseKills}/${jobs}` },
  { head: 'at most', width: BOUND_COLUMNS, from: 0, cell: ({ perJob }) => percentText(perJob.atMost) },
  {
    head: 'interval',
    width: 18,
    from: MIDDLE_COLUMNS,
    cell: ({ perJob: { interval } }) => `${percentText(interval.low)}-${percentText(interval.high)}`,
  },
  {
    head: '/1000 h',
    width: TIME_COLUMNS,
    from: WIDE_COLUMNS,
    cell: ({ perThousandJobHours }) => perThousandJobHours.rate.toFixed(2),
  },
  {
    head: 'formula',
    width: TIME_COLUMNS,
    from: WIDE_COLUMNS,
    cell: ({ formulaKills }) => String(formulaKills),
  },
  { head: 'found', width: TIME_COLUMNS, from: 0, cell: ({ detection }) => secondsText(detection?.meanMs) },
  { head: 'p95', width: TIME_COLUMNS, from: 0, cell: ({ detection }) => secondsText(detection?.p95Ms) },
  {
    head: 'worst',
    width: TIME_COLUMNS,
    from: WIDE_COLUMNS,
    cell: ({ detection }) => secondsText(detection?.worstMs),
  },
  {
    head: 'slot-h lost',
    width: 12,
    from: MIDDLE_COLUMNS,
    cell: ({ slotHoursPerThousandJobs: { hangs, falseKills } }) => ((hangs ?? 0) + falseKills).toFixed(2),
  },
];

function settingTable(
  rows: readonly SettingRow[],
  recommended: SettingRow | undefined,
  today: SettingRow | undefined,
  { columns, colour }: TableStyle,
): string {
  const { dim } = pc.createColors(colour);
  const shown = COLUMNS.filter(({ from }) => columns >= from);
  return table(
    ['grace/stall/finalise', ...shown.map(({ head }) => head)],
    rows.map((row) => [
      `${row === recommended ? '> ' : '  '}${row.name}${row === today ? ' (today)' : ''}${row.dominated ? ' -' : ''}`,
      ...shown.map(({ cell }) => (row.dominated ? dim(cell(row)) : cell(row))),
    ]),
    { columns, widths: shown.map(({ width }) => width), aligns: shown.map(() => 'right' as const) },
  );
}

function gapLines({ gaps }: StratumReport): string[] {
  return gaps.map(({ phase, gaps: count, censored, longestPerJob: { medianMs, p95Ms, p99Ms, maxMs } }) => {
    const cut = censored > 0 ? `, ${censored} cut short` : '';
    const of = (ms: number | undefined): string => (ms === undefined ? 'unknown' : formatDuration(ms));
    return `${phase}: ${count} silences${cut}; longest of a job: median ${of(medianMs)}, p95 ${of(p95Ms)}, p99 ${of(p99Ms)}, most ${of(maxMs)}`;
  });
}

function detectorLines(rows: readonly DetectorRow[]): string[] {
  return [
    'Others, set so that they would kill no more jobs falsely:',
    ...rows.map(({ name, parameter, detection, falseKills, jobs, source, note }) => {
      const found = detection === undefined ? 'nothing found' : `found in ${secondsText(detection.meanMs)}`;
      return `  ${name} (${source}): ${parameter}, ${falseKills}/${jobs} killed, ${found}; ${note}`;
    }),
  ];
}

function tailLines({ tail }: StratumReport): string[] {
  if (tail.kind === 'none') return [];
  const chances = tail.chances.map(
    ({ stallMs, perJob }) => `${formatDuration(stallMs)} ${percentText(perJob)}`,
  );
  return [
    '',
    `Extrapolation, no evidence (generalised Pareto tail, shape ${tail.fit.shape.toFixed(2)}, ${tail.fit.exceedances} exceedances): false kill per job at ${chances.join(', ')}`,
  ];
}

function secondsText(ms: number | undefined): string {
  return ms === undefined ? '-' : `${(ms / 1000).toFixed(1)} s`;
}
