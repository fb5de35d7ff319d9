import { formatDuration } from '../../base/duration.js';
import { drawSvg } from '../../charts/draw-svg.js';
import { TOP_LEGEND } from '../../charts/legend.js';
import type { GapCurve } from '../judging/gap-curves.js';
import type { SettingRow } from '../judging/setting-row.js';
import type { WorstRun } from '../judging/worst-runs.js';
import type { Phase } from '../phase.js';

const WIDTH = 860;
const PLOT_HEIGHT = 360;
const ROW_HEIGHT = 34;

const PHASE_COLOURS: Readonly<Record<Phase, string>> = {
  'start-up': '#1565c0',
  steady: '#2e7d32',
  finalising: '#ef6c00',
};

const GREY = '#b0bec5';
const RED = '#c62828';
const DARK = '#263238';

/** Diameters, in pixels. */
const DOTS = { marked: 14, front: 9, dominated: 6 } as const;

/** On a logarithmic axis there is no 0: what is less than this stands there. */
const LEAST_MS = 1;

/** How many silences are longer, by phase; both axes logarithmic. */
export function gapPlot(name: string, curves: readonly GapCurve[]): string {
  const shown = curves.filter(({ survival }) => survival.length > 0);
  return drawn(name, PLOT_HEIGHT, {
    legend: TOP_LEGEND,
    grid: { left: 80, right: 30, top: 40, bottom: 50 },
    xAxis: {
      ...{ type: 'log', name: 'silence', nameLocation: 'middle', nameGap: 30 },
      axisLabel: { formatter: (ms: number) => formatDuration(ms) },
    },
    yAxis: {
      ...{ type: 'log', name: 'share of silences that last longer', nameTextStyle: { align: 'left' } },
      axisLabel: { formatter: (share: number) => String(Number(share.toPrecision(1))) },
    },
    series: shown.map(({ phase, survival }) => ({
      ...{
        name: phase,
        type: 'line',
        step: 'end',
        symbol: 'none',
        itemStyle: { color: PHASE_COLOURS[phase] },
      },
      data: survival.filter(({ share }) => share > 0).map(({ ms, share }) => [Math.max(LEAST_MS, ms), share]),
    })),
  });
}

/** False kills against the time to find a hang: what no other setting beats in both, with bands; the others in grey. */
export function frontPlot(
  name: string,
  rows: readonly SettingRow[],
  marks: { readonly today: SettingRow | undefined; readonly recommended: SettingRow | undefined },
): string {
  const placed = rows.filter(({ detection }) => detection !== undefined);
  const front = placed.filter(({ dominated, sameAs }) => !dominated && sameAs === undefined);
  const others = placed.filter(({ dominated }) => dominated);
  const point = (row: SettingRow): unknown => ({
    value: [(row.detection?.meanMs ?? 0) / 1000, row.perJob.share * 100],
    name: row.name,
  });
  const marked = (label: string, row: SettingRow | undefined, color: string): object[] =>
    row?.detection === undefined
      ? []
      : [{ name: label, type: 'scatter', symbolSize: DOTS.marked, itemStyle: { color }, data: [point(row)] }];
  return drawn(name, PLOT_HEIGHT, {
    legend: TOP_LEGEND,
    grid: { left: 80, right: 30, top: 40, bottom: 50 },
    xAxis: { type: 'value', name: 'seconds until a hang is found', nameLocation: 'middle', nameGap: 30 },
    yAxis: { type: 'value', name: 'false kills in 100 jobs' },
    series: [
      {
        name: 'dominated',
        type: 'scatter',
        symbolSize: DOTS.dominated,
        itemStyle: { color: GREY },
        data: others.map(point),
      },
      ...front.map((row) => bandOf(row)),
      {
        name: 'not dominated',
        type: 'scatter',
        symbolSize: DOTS.front,
        itemStyle: { color: DARK },
        data: front.map(point),
      },
      ...marked('today', marks.today, RED),
      ...marked('recommended', marks.recommended, PHASE_COLOURS.steady),
    ],
  });
}

/** The band of the bootstrap over jobs, as a line up and down. */
function bandOf({ detection, perJob }: SettingRow): object {
  const x = (detection?.meanMs ?? 0) / 1000;
  const { low, high } = perJob.bootstrap;
  return {
    ...{ type: 'line', symbol: 'rect', symbolSize: [8, 1], silent: true },
    ...{ lineStyle: { color: DARK, width: 1 }, itemStyle: { color: DARK } },
    data: [
      [x, low * 100],
      [x, high * 100],
    ],
  };
}

/** The runs with the longest silences: when they were, and in which phase. */
export function timelinePlot(name: string, runs: readonly WorstRun[]): string {
  const seconds = (ms: number): number => ms / 1000;
  const bars = runs.flatMap(({ gaps }, row) =>
    gaps.map(({ atMs, gapMs, phase }) => ({
      type: 'line',
      ...{ symbol: 'none', lineStyle: { width: 12, color: PHASE_COLOURS[phase], cap: 'butt' } },
      data: [
        [seconds(atMs), row],
        [seconds(atMs + gapMs), row],
      ],
    })),
  );
  const whole = runs.map(({ durationMs }, row) => ({
    type: 'line',
    ...{ symbol: 'none', lineStyle: { width: 3, color: GREY } },
    data: [
      [0, row],
      [seconds(durationMs), row],
    ],
  }));
  return drawn(name, 90 + runs.length * ROW_HEIGHT, {
    grid: { left: 170, right: 30, top: 10, bottom: 50 },
    xAxis: { type: 'value', name: 'seconds from the start', nameLocation: 'middle', nameGap: 30 },
    yAxis: { type: 'category', data: runs.map(({ job }) => job.slice(0, JOB_LENGTH)), inverse: true },
    series: [...whole, ...bars],
  });
}

const JOB_LENGTH = 20;

function drawn(name: string, height: number, option: object): string {
  return drawSvg(name, { width: WIDTH, height }, option);
}
