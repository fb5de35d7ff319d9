import type {
  CustomSeriesOption,
  CustomSeriesRenderItemAPI,
  CustomSeriesRenderItemParams,
  CustomSeriesRenderItemReturn,
} from 'echarts';
import { type Frame, labelY } from './frame.js';
import type { Moment } from './moments.js';
import type { ColourName, Palette } from './palette.js';

const COLOURS: Readonly<Record<Moment['kind'], ColourName>> = {
  deadline: 'violated',
  kill: 'violated',
  deed: 'pause',
  published: 'held',
};

/** Lines from the names above down through curve and rows. */
export function momentSeries(moments: readonly Moment[], frame: Frame, palette: Palette): CustomSeriesOption {
  const bottom = frame.lanesTop + frame.lanesHeight;
  const draw = (
    params: CustomSeriesRenderItemParams,
    api: CustomSeriesRenderItemAPI,
  ): CustomSeriesRenderItemReturn => {
    const moment = moments[params.dataIndex];
    if (moment === undefined) return null;
    const [x = 0] = api.coord([moment.atMs, 0]);
    const y = labelY(params.dataIndex);
    const isRight = x > frame.left + (frame.width - frame.left) / 2;
    const stroke = palette[COLOURS[moment.kind]];
    return {
      type: 'group',
      children: [
        {
          type: 'line',
          shape: { x1: x, y1: y + 2, x2: x, y2: bottom },
          style: { stroke, lineWidth: 1.5, ...(moment.kind === 'kill' ? {} : { lineDash: [4, 3] }) },
        },
        {
          type: 'text',
          style: {
            text: moment.label,
            x: isRight ? x - 5 : x + 5,
            y: y + 1,
            align: isRight ? 'right' : 'left',
            verticalAlign: 'top',
            fill: stroke,
            font: '600 11px system-ui, sans-serif',
          },
        },
      ],
    };
  };
  return {
    type: 'custom',
    xAxisIndex: 0,
    yAxisIndex: 0,
    clip: false,
    silent: true,
    z: 4,
    renderItem: draw,
    data: moments.map(({ atMs }) => [atMs, 0]),
  };
}
