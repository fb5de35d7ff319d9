import type { PageData } from '../page-data.js';
import { catalogue, type Row } from './catalogue.js';
import { redrawTimelines, showTimeline } from './chart.js';
import { startCopying } from './copy.js';
import { required } from './elements.js';
import { filterBar } from './filter-bar.js';
import { lastMs } from './frame.js';
import { startKeyboard } from './keyboard.js';
import { startTheme } from './theme.js';

const data = JSON.parse(required('#data').textContent ?? '') as PageData;
const { table, rows } = catalogue(data, (opened) => {
  // The address names what is open, without a new step in the history for each look.
  history.replaceState(null, '', opened === undefined ? ' ' : `#${encodeURI(opened).replaceAll('#', '%23')}`);
});
const { bar, search, clear } = filterBar(rows);
required('#catalogue').append(bar, table);
const theme = startTheme(redrawTimelines);
startKeyboard({ rows, search, clear, toggleTheme: theme.toggle });
startCopying();
for (const place of document.querySelectorAll<HTMLElement>('.card .chart')) {
  const { scenario, column } = place.dataset;
  const index = data.columns.indexOf(column ?? '');
  const timeline = data.scenarios.find(({ id }) => id === scenario)?.results[index]?.timeline;
  if (timeline === undefined) place.remove();
  else showTimeline(place, timeline, lastMs(timeline));
}
addEventListener('hashchange', () => followAddress(rows));
followAddress(rows);

/** Opens what the address names, and goes there. */
function followAddress(all: readonly Row[]): void {
  const id = decoded(location.hash.slice(1));
  const row = all.find(({ scenario }) => scenario.id === id);
  if (row === undefined) return;
  if (row.place.hidden) clear();
  row.open();
  row.button.focus({ preventScroll: true });
  row.place.scrollIntoView({ block: 'start' });
}

/** Whoever writes addresses by hand makes mistakes. */
function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
