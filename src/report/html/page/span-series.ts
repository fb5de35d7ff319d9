import type {
  CustomSeriesOption,
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
} from 'echarts';
import type { Span, Timeline } from '../../../harness/timeline/timeline.js';
import { LANE_HEIGHT } from './frame.js';
import type { ColourName, Palette } from './palette.js';

/** What a span looks like: how high, where in its row (0 the top, 1 the bottom), and how dense. */
interface Look {
  readonly colour: ColourName;
  readonly height: number;
  readonly place: number;
  readonly opacity: number;
}

/** What lies over something else comes later. */
export const LOOKS: Readonly<Record<Span['kind'], Look>> = {
  alive: { colour: 'life', height: 10, place: 0.5, opacity: 0.85 },
  waiting: { colour: 'dim', height: 3, place: 0.5, opacity: 0.6 },
  held: { colour: 'accent', height: 8, place: 0.5, opacity: 0.75 },
  temp: { colour: 'dim', height: 5, place: 0.5, opacity: 0.55 },
  silent: { colour: 'violated', height: 14, place: 0.5, opacity: 0.5 },
  paused: { colour: 'pause', height: 14, place: 0.5, opacity: 0.7 },
  grace: { colour: 'grace', height: 4, place: 0.86, opacity: 1 },
};

const ORDER = Object.keys(LOOKS) as Span['kind'][];
/** What was over at once is seen too. */
const LEAST_WIDTH = 2;

/** All spans of all rows, each as a bar. */
export function spanSeries(
  timeline: Timeline,
  palette: Palette,
  say: (ms: number) => string,
): CustomSeriesOption {
  const spans = timeline.lanes
    .flatMap((lane, row) => lane.spans.map((span) => ({ ...span, row })))
    .sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
  const draw = (
    params: CustomSeriesRenderItemParams,
    api: CustomSeriesRenderItemAPI,
  ): CustomSeriesRenderItemReturn => {
    const span = spans[params.dataIndex];
    if (span === undefined) return null;
    const [x1 = 0, y = 0] = api.coord([span.fromMs, span.row]);
    const [x2 = 0] = api.coord([span.toMs, span.row]);
    const { colour, height, place, opacity } = LOOKS[span.kind];
    const shape = {
      x: x1,
      y: y + (place - 0.5) * LANE_HEIGHT - height / 2,
      width: Math.max(LEAST_WIDTH, x2 - x1),
      height,
      r: Math.min(3, height / 2),
    };
    return { type: 'rect', shape, style: { fill: palette[colour], opacity } };
  };
  return {
    type: 'custom',
    xAxisIndex: 0,
    yAxisIndex: 0,
    clip: true,
    renderItem: draw,
    encode: { x: [0, 1], y: 2 },
    data: spans.map(({ fromMs, toMs, row }) => [fromMs, toMs, row]),
    tooltip: {
      formatter: ({ dataIndex }: { dataIndex: number }) => {
        const span = spans[dataIndex];
        return span === undefined
          ? ''
          : `${span.kind}: ${say(span.toMs - span.fromMs)}\n${say(span.fromMs)} to ${say(span.toMs)}`;
      },
    } as NonNullable<CustomSeriesOption['tooltip']>,
  };
}
