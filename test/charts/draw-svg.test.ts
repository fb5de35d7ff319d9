import { expect, it } from 'vitest';
import { drawSvg } from '../../src/charts/draw-svg.js';

const BARS = {
  xAxis: { type: 'value' },
  yAxis: { type: 'category', data: ['<b> & co'] },
  series: [{ type: 'bar', data: [3] }],
};
const bars = (name: string): string => drawSvg(name, { width: 300, height: 120 }, BARS);

function idsOf(svg: string): string[] {
  return [...svg.matchAll(/\b(?:id|class)="([^"]+)"/g)].map(([, id]) => id ?? '');
}

it('draws the same text again, however many pictures were drawn in between', () => {
  const first = bars('one');
  bars('two');
  expect(bars('one')).toBe(first);
});

it('names everything after the picture, so that two of one page share no id', () => {
  const [one, two] = [idsOf(bars('one')), idsOf(bars('two'))];
  expect(one.length).toBeGreaterThan(0);
  expect(one.every((id) => id.startsWith('one-'))).toBe(true);
  expect(one.filter((id) => two.includes(id))).toEqual([]);
});

it('draws at the given size and escapes the words', () => {
  expect(bars('one')).toMatch(/^<svg width="300" height="120"/);
  expect(bars('one')).toContain('&lt;b&gt; &amp; co');
});
