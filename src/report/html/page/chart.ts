import { CustomChart, LineChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridComponent, MarkAreaComponent, TooltipComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { formatDuration } from '../../../base/duration.js';
import type { Timeline } from '../../../harness/timeline/timeline.js';
import { axisEndMs, frameOf } from './frame.js';
import { momentsOf } from './moments.js';
import { currentPalette } from './theme.js';
import { timelineOption } from './timeline-option.js';

use([
  CustomChart,
  LineChart,
  ScatterChart,
  AriaComponent,
  GridComponent,
  MarkAreaComponent,
  TooltipComponent,
  SVGRenderer,
]);

interface Drawn {
  readonly timeline: Timeline;
  readonly endMs: number;
  chart?: EChartsType;
}

const all = new Map<Element, Drawn>();

/** Drawn when they come into sight, at the width that they then have. */
const sight = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) if (isIntersecting) draw(target);
  },
  { rootMargin: '300px' },
);
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) if (all.get(target)?.chart !== undefined) draw(target);
});

/** Shows a timeline in a place. @param endMs what its axis must reach at least */
export function showTimeline(place: HTMLElement, timeline: Timeline, endMs: number): void {
  all.set(place, { timeline, endMs });
  sight.observe(place);
  widths.observe(place);
}

/** Frees what stands below an element that is about to go. */
export function forgetTimelines(below: Element): void {
  for (const [place, { chart }] of all) {
    if (!below.contains(place)) continue;
    chart?.dispose();
    sight.unobserve(place);
    widths.unobserve(place);
    all.delete(place);
  }
}

export function redrawTimelines(): void {
  for (const [place, { chart }] of all) if (chart !== undefined) draw(place);
}

function draw(place: Element): void {
  const drawn = all.get(place);
  const width = place.clientWidth;
  if (drawn === undefined || width === 0) return;
  const { timeline, endMs } = drawn;
  const moments = momentsOf(timeline, axisEndMs(endMs), formatDuration);
  const frame = frameOf(timeline, width, endMs, moments.length);
  if (place instanceof HTMLElement) place.style.height = `${frame.height}px`;
  drawn.chart ??= init(place as HTMLElement, null, { renderer: 'svg', width, height: frame.height });
  drawn.chart.resize({ width, height: frame.height });
  drawn.chart.setOption(timelineOption(timeline, moments, frame, currentPalette()), { notMerge: true });
}
