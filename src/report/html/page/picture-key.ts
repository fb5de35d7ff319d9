import type { Span, Timeline } from '../../../harness/timeline/timeline.js';
import { element } from './elements.js';
import { LOOKS } from './span-series.js';

const WORDS: Readonly<Record<Span['kind'], string>> = {
  alive: 'alive',
  grace: 'grace',
  silent: 'no progress',
  paused: 'asleep',
  waiting: 'waits for a slot',
  held: 'held',
  temp: 'temporary file',
};

/** What the colours of a picture mean, of those that are in it. */
export function pictureKey({ lanes, omitted }: Timeline): HTMLElement {
  const kinds = new Set(lanes.flatMap(({ spans }) => spans.map(({ kind }) => kind)));
  const entries = (Object.keys(WORDS) as Span['kind'][])
    .filter((kind) => kinds.has(kind))
    .map((kind) => {
      const swatch = element('b', { class: 'swatch' });
      swatch.style.background = `var(--${LOOKS[kind].colour})`;
      return element('span', {}, swatch, WORDS[kind]);
    });
  const left = omitted > 0 ? element('span', {}, `${omitted} details were left out`) : undefined;
  return element('p', { class: 'key' }, ...entries, left);
}
