import type { LineSeriesOption } from 'echarts';
import type { Lane, Timeline } from '../../../harness/timeline/timeline.js';
import { hasCurve, LETTER_PX } from './frame.js';
import type { Palette } from './palette.js';

/** How far each ffmpeg came: a line that goes flat is a stall, and what is red below it is the silence. */
export function curveSeries(
  { lanes }: Timeline,
  palette: Palette,
  say: (ms: number) => string,
): LineSeriesOption[] {
  return lanes.filter(hasCurve).map((lane) => ({
    type: 'line',
    name: lane.name,
    xAxisIndex: 1,
    yAxisIndex: 1,
    showSymbol: false,
    // Between two blocks nobody knows better.
    step: 'end',
    silent: true,
    data: curveOf(lane),
    lineStyle: { color: palette.held, width: 2 },
    markArea: {
      silent: true,
      itemStyle: { color: palette.violated, opacity: 0.14 },
      label: { color: palette.violated, fontSize: LETTER_PX, position: 'insideTop' },
      data: lane.spans
        .filter(({ kind }) => kind === 'silent')
        .map(({ fromMs, toMs }) => [
          { name: `silent ${say(toMs - fromMs)}`, xAxis: fromMs },
          { xAxis: toMs },
        ]),
    },
  }));
}

/** From nothing at the spawn, and flat to the end of its life. */
function curveOf({ progress = [], spans }: Lane): [number, number][] {
  const alive = spans.find(({ kind }) => kind === 'alive');
  const points = Array.from({ length: progress.length / 2 }, (_, index): [number, number] => [
    progress[2 * index] ?? 0,
    progress[2 * index + 1] ?? 0,
  ]);
  const last = points.at(-1);
  if (alive === undefined || last === undefined) return points;
  return [[alive.fromMs, 0], ...points, [Math.max(alive.toMs, last[0]), last[1]]];
}
