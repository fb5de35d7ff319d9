import { drawSvg } from '../../charts/draw-svg.js';
import { TOP_LEGEND } from '../../charts/legend.js';
import type { Share } from '../share.js';

const WIDTH = 760;
const ROW_HEIGHT = 26;
const WHOLE_RECORDINGS = 1;
const COLOURS = ['#2e7d32', '#90a4ae', '#c62828', '#ef6c00', '#1565c0', '#6a1b9a'];

export interface Series {
  readonly name: string;
  readonly values: readonly number[];
}

/** Bars that are put together from parts, one row a label. */
export function stackedBars(name: string, labels: readonly string[], series: readonly Series[]): string {
  return drawn(name, 120 + labels.length * ROW_HEIGHT * 1.4, {
    legend: TOP_LEGEND,
    grid: { left: 200, right: 30, top: 40, bottom: 30 },
    xAxis: { type: 'value', minInterval: WHOLE_RECORDINGS },
    yAxis: { type: 'category', data: [...labels], inverse: true },
    series: series.map(({ name: label, values }) => ({
      ...{ name: label, type: 'bar', stack: 'all' },
      label: { show: true, formatter: ({ value }: { value: unknown }) => (value === 0 ? '' : String(value)) },
      data: [...values],
    })),
  });
}

/** Shares in per cent, with a line from the lowest to the highest that they may be. */
export function shareBars(
  name: string,
  rows: readonly { readonly label: string; readonly share: Share }[],
): string {
  const whole = (share: number): number => Math.round(share * 1000) / 10;
  return drawn(name, 80 + rows.length * ROW_HEIGHT, {
    grid: { left: 200, right: 30, top: 10, bottom: 40 },
    xAxis: { type: 'value', min: 0, max: 100, axisLabel: { formatter: '{value} %' } },
    yAxis: { type: 'category', data: rows.map(({ label }) => label), inverse: true },
    series: [
      {
        type: 'bar',
        barWidth: '55%',
        itemStyle: { color: '#90caf9' },
        data: rows.map(({ share }) => whole(share.total === 0 ? 0 : share.count / share.total)),
      },
      ...rows.map(({ share }, index) => ({
        type: 'line',
        symbol: 'rect',
        symbolSize: [2, 10],
        lineStyle: { color: '#0d47a1' },
        itemStyle: { color: '#0d47a1' },
        data: [
          [whole(share.low), index],
          [whole(share.high), index],
        ],
      })),
    ],
  });
}

function drawn(name: string, height: number, option: object): string {
  return drawSvg(name, { width: WIDTH, height }, { color: COLOURS, ...option });
}
