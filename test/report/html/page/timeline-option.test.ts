import { init } from 'echarts';
import { expect, it } from 'vitest';
import { formatDuration } from '../../../../src/base/duration.js';
import type { Timeline } from '../../../../src/harness/timeline/timeline.js';
import { axisEndMs, frameOf, lastMs } from '../../../../src/report/html/page/frame.js';
import { momentsOf } from '../../../../src/report/html/page/moments.js';
import { COLOUR_NAMES, type Palette } from '../../../../src/report/html/page/palette.js';
import { timelineOption } from '../../../../src/report/html/page/timeline-option.js';
import { LOCK, STALLED, timelineWith } from './timelines.js';

const PALETTE = Object.fromEntries(COLOUR_NAMES.map((name, i) => [name, `#0000${i + 10}`])) as Palette;

function drawn(timeline: Timeline, width: number): string {
  const endMs = lastMs(timeline);
  const moments = momentsOf(timeline, axisEndMs(endMs), formatDuration);
  const frame = frameOf(timeline, width, endMs, moments.length);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height: frame.height });
  try {
    chart.setOption(timelineOption(timeline, moments, frame, PALETTE));
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

it('draws a stall so that it explains itself: rows, silence, deadline and kill by name', () => {
  const svg = drawn(timelineWith([STALLED, LOCK]), 900);
  for (const words of ['ffmpeg (default)', 'lock', 'silent 90 s', 'deadline and kill, 94 s']) {
    expect(svg).toContain(`>${words}</text>`);
  }
  expect(svg).toContain(PALETTE.violated);
});

it('fits a phone, and draws a run in which nothing happened', () => {
  expect(drawn(timelineWith([STALLED, LOCK]), 320)).toContain('width="320"');
  expect(drawn(timelineWith([], { spanMs: 0 }), 320)).toContain('<svg');
});

it('draws the words of a hostile run as words', () => {
  const marks = [{ kind: 'deed', atMs: 5, text: '<image href="x" onerror="alert(1)"/>' } as const];
  const svg = drawn(timelineWith([{ ...LOCK, name: '<b>', marks }]), 900);
  expect(svg).not.toMatch(/<image|<b>/);
  expect(svg).toContain('&lt;b&gt;');
});
