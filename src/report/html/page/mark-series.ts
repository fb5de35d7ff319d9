import type { ScatterSeriesOption } from 'echarts';
import type { Mark, Timeline } from '../../../harness/timeline/timeline.js';
import type { ColourName, Palette } from './palette.js';

interface Sign {
  readonly symbol: string;
  readonly colour: ColourName;
  readonly side: number;
}

const CROSS = 'path://M2,0 L5,3 L8,0 L10,2 L7,5 L10,8 L8,10 L5,7 L2,10 L0,8 L3,5 L0,2 Z';
const BAR = 'path://M0,0 L3,0 L3,18 L0,18 Z';

export const SIGNS: Readonly<Record<Mark['kind'], Sign>> = {
  submitted: { symbol: 'emptyCircle', colour: 'dim', side: 7 },
  heartbeat: { symbol: 'circle', colour: 'inconclusive', side: 3 },
  sign: { symbol: 'triangle', colour: 'inconclusive', side: 9 },
  artefact: { symbol: 'rect', colour: 'dim', side: 7 },
  exit: { symbol: 'circle', colour: 'text', side: 7 },
  released: { symbol: 'emptyCircle', colour: 'accent', side: 9 },
  deed: { symbol: 'pin', colour: 'pause', side: 18 },
  trouble: { symbol: 'triangle', colour: 'violated', side: 11 },
  signal: { symbol: 'arrow', colour: 'inconclusive', side: 9 },
  settled: { symbol: 'diamond', colour: 'text', side: 11 },
  published: { symbol: 'roundRect', colour: 'held', side: 11 },
  deadline: { symbol: BAR, colour: 'violated', side: 18 },
  gone: { symbol: 'circle', colour: 'text', side: 6 },
  kill: { symbol: CROSS, colour: 'violated', side: 12 },
};

const ORDER = Object.keys(SIGNS) as Mark['kind'][];

/** All marks of all rows, what matters most on top. */
export function markSeries(
  timeline: Timeline,
  palette: Palette,
  say: (ms: number) => string,
): ScatterSeriesOption {
  const marks = timeline.lanes
    .flatMap((lane, row) => lane.marks.map((mark) => ({ ...mark, row })))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  return {
    type: 'scatter',
    xAxisIndex: 0,
    yAxisIndex: 0,
    data: marks.map(({ kind, atMs, row }) => {
      const { symbol, colour, side } = SIGNS[kind];
      const symbolSize = kind === 'deadline' ? [2, side] : side;
      // An empty symbol is filled with white unless told otherwise.
      const hollow = symbol.startsWith('empty') ? { borderColor: palette[colour], borderWidth: 2 } : {};
      return {
        value: [atMs, row],
        symbol,
        symbolSize,
        itemStyle: { color: palette[colour], opacity: 1, ...hollow },
      };
    }),
    tooltip: {
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const mark = marks[dataIndex];
        return mark === undefined ? '' : `${say(mark.atMs)}: ${mark.text}`;
      },
    } as NonNullable<ScatterSeriesOption['tooltip']>,
  };
}
