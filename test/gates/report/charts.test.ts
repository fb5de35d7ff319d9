import { expect, it } from 'vitest';
import { shareBars, stackedBars } from '../../../src/gates/report/charts.js';
import { shareOf } from '../../../src/gates/share.js';

const shares = () => shareBars('codecs', [{ label: 'h264 & <b>', share: shareOf(7, 20) }]);

it('draws the same picture for the same data', () => {
  expect(shares()).toBe(shares());
  const bars = () => stackedBars('score', ['a', 'b'], [{ name: 'right', values: [1, 2] }]);
  expect(bars()).toBe(bars());
});

it('draws an SVG whose words are escaped and whose names are its own', () => {
  expect(shares()).toMatch(/^<svg [^>]*width="760"/);
  expect(shares()).toContain('h264 &amp; &lt;b&gt;');
  expect(shares()).not.toMatch(/\bzr\d/);
});
