import { formatDuration } from '../../../base/duration.js';
import type { Timeline } from '../../../harness/timeline/timeline.js';
import { element } from './elements.js';
import { whatHappened } from './what-happened.js';

/** Below this, two things happened at once for anybody who reads seconds; how far apart is told instead of when. */
const TOGETHER_MS = 1000;

/** Below what is told of a duration. */
const AT_ONCE_MS = 0.05;

/** The run in words, with what was printed between what was done. */
export function account(timeline: Timeline): HTMLElement {
  const log = element('div', { class: 'log', tabindex: '0', role: 'log', 'aria-label': 'What happened' });
  let beforeMs = Number.NEGATIVE_INFINITY;
  for (const { atMs, kind, lane, text } of whatHappened(timeline, formatDuration)) {
    const sinceMs = atMs - beforeMs;
    const when = sinceMs < TOGETHER_MS ? `+${formatDuration(sinceMs)}` : formatDuration(atMs);
    log.append(
      element('time', {}, sinceMs < AT_ONCE_MS ? '' : when),
      element('span', { class: 'lane' }, lane),
      element('span', { class: `what ${kind}` }, text),
    );
    beforeMs = atMs;
  }
  return log;
}
