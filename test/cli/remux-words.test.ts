import { expect, it } from 'vitest';
import { mediaTime, percentOf, verdictOf } from '../../src/cli/remux-words.js';
import { failed, published } from './events.js';

it('says what was published where', () => {
  expect(verdictOf(published, undefined)).toBe('published /out/a.mp4 (4 MiB, 90 s long) by default in 3 s');
});

it('says why nothing was published, and where to read on', () => {
  const stalled = failed('stalled', 'stalled: no progress for 90 s');
  expect(verdictOf(stalled, '/out/a.mp4.err.log')).toBe(
    'not published: stalled: no progress for 90 s; see /out/a.mp4.err.log',
  );
  expect(verdictOf(failed('busy', 'busy: \u001b[31mred'), undefined)).toBe(
    'not published: busy: \\x1b[31mred',
  );
});

it('writes media time as clocks do', () => {
  expect(mediaTime({ end: false })).toBe('--:--:--');
  expect(mediaTime({ outTimeUs: -20_000, end: false })).toBe('00:00:00');
  expect(mediaTime({ outTimeUs: 3_725_900_000, end: false })).toBe('01:02:05');
});

it('never promises more than all', () => {
  expect([undefined, -0.1, 0.999, 1.2].map(percentOf)).toEqual(['?', '0', '99', '100']);
});
