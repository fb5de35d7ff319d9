import type { EChartsOption } from 'echarts';
import { formatDuration } from '../../../base/duration.js';
import type { Timeline } from '../../../harness/timeline/timeline.js';
import { curveSeries } from './curve-series.js';
import { type Frame, LETTER_PX, laneLabel } from './frame.js';
import { markSeries } from './mark-series.js';
import { momentSeries } from './moment-series.js';
import type { Moment } from './moments.js';
import type { Palette } from './palette.js';
import { spanSeries } from './span-series.js';

/** A part that made room for its own labels would no longer stand under the other. */
const AS_TOLD = { outerBoundsMode: 'none' } as const;

/** A row without its name says nothing. */
const EACH = 0;

/** The picture of a run: the curve of progress above, a row below it for each who lived or held something. */
export function timelineOption(
  timeline: Timeline,
  moments: readonly Moment[],
  frame: Frame,
  palette: Palette,
): EChartsOption {
  const { lanes } = timeline;
  const several = new Set(lanes.map(({ job }) => job)).size > 2;
  const { left, right, top, curveHeight, lanesTop, lanesHeight, endMs, isNarrow } = frame;
  const text = { color: palette.dim, fontSize: LETTER_PX };
  const time = { type: 'value', min: 0, max: endMs } as const;
  return {
    animation: false,
    aria: { enabled: true, label: { description: inWords(timeline) } },
    textStyle: { fontFamily: 'system-ui, sans-serif' },
    tooltip: {
      trigger: 'item',
      renderMode: 'richText',
      confine: true,
      backgroundColor: palette.card,
      borderColor: palette.line,
      textStyle: { color: palette.text, fontSize: LETTER_PX + 1 },
    },
    grid: [
      { left, right, top: lanesTop, height: lanesHeight, ...AS_TOLD },
      { left, right, top, height: curveHeight, ...AS_TOLD },
    ],
    xAxis: [
      {
        ...time,
        gridIndex: 0,
        splitNumber: isNarrow ? 3 : 6,
        axisLabel: { ...text, hideOverlap: true, showMaxLabel: false, formatter: formatDuration },
        axisLine: { lineStyle: { color: palette.line } },
        splitLine: { lineStyle: { color: palette.line, opacity: 0.6 } },
      },
      { ...time, gridIndex: 1, show: false },
    ],
    yAxis: [
      {
        type: 'category',
        gridIndex: 0,
        inverse: true,
        data: lanes.map((lane) => laneLabel(lane, several)),
        axisLabel: { ...text, interval: EACH, width: left - 14, overflow: 'truncate' },
        axisTick: { show: false },
        axisLine: { lineStyle: { color: palette.line } },
      },
      {
        type: 'value',
        gridIndex: 1,
        show: curveHeight > 0,
        // The name of a silence stands above its line.
        max: ({ max }) => max * 1.4,
        splitNumber: 2,
        axisLabel: { ...text, showMaxLabel: false, formatter: formatDuration },
        splitLine: { lineStyle: { color: palette.line, opacity: 0.6 } },
      },
    ],
    series: [
      ...curveSeries(timeline, palette, formatDuration),
      spanSeries(timeline, palette, formatDuration),
      momentSeries(moments, frame, palette),
      markSeries(timeline, palette, formatDuration),
    ],
  };
}

/** For who cannot see it. */
function inWords({ spanMs, lanes }: Timeline): string {
  const marks = lanes.flatMap((lane) => lane.marks).filter(({ kind }) => kind !== 'heartbeat');
  const said = marks.slice(0, 12).map(({ atMs, text }) => `${formatDuration(atMs)} ${text}`);
  return `A run of ${formatDuration(spanMs)}. ${said.join('. ')}.`;
}
