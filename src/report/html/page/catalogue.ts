import { formatDuration } from '../../../base/duration.js';
import type { ResultStatus } from '../../../harness/result.js';
import type { PageData, PageResult, PageScenario } from '../page-data.js';
import { forgetTimelines } from './chart.js';
import { element } from './elements.js';
import { openedScenario } from './opened.js';

/** A row of the table, and what opens below it. */
export interface Row {
  readonly scenario: PageScenario;
  readonly place: HTMLElement;
  readonly button: HTMLButtonElement;
  open(): void;
  close(): void;
  toggle(): void;
}

const MARKS: Readonly<Record<ResultStatus, string>> = {
  held: '✓',
  violated: '✗',
  inconclusive: '?',
  unobservable: '–',
};

/** Wide enough for the name of an oracle; many subjects make the table scroll sideways. */
const CELL_WIDTH = '11rem';

/** @param onToggle called with the scenario that was opened, or undefined when one was closed */
export function catalogue(
  data: PageData,
  onToggle: (opened: string | undefined) => void,
): { readonly table: HTMLElement; readonly rows: readonly Row[] } {
  const heads = element(
    'div',
    { class: 'heads', 'aria-hidden': 'true' },
    element('span', {}, 'scenario'),
    ...data.columns.map((column) => element('span', {}, column)),
  );
  const rows = data.scenarios.map((scenario) => row(data, scenario, onToggle));
  const table = element('div', { class: 'rows' }, heads, ...rows.map(({ place }) => place));
  table.style.setProperty('--cells', `repeat(${data.columns.length}, ${CELL_WIDTH})`);
  return { table, rows };
}

function row(data: PageData, scenario: PageScenario, onToggle: (opened: string | undefined) => void): Row {
  const isChanged = scenario.results.some((result) => result?.changed);
  const button = element(
    'button',
    { type: 'button', 'aria-expanded': 'false' },
    element(
      'span',
      {},
      element('span', { class: 'id' }, scenario.id),
      isChanged ? element('span', { class: 'changed' }, 'changed') : undefined,
      element('span', { class: 'about' }, scenario.title),
    ),
    ...scenario.results.map((result, index) => cell(result, data.columns[index] ?? '')),
  );
  const place = element('div', { class: 'row', 'data-id': scenario.id }, button);
  const isOpen = (): boolean => place.childElementCount > 1;
  const open = (): void => {
    if (isOpen()) return;
    place.append(openedScenario(data, scenario));
    button.setAttribute('aria-expanded', 'true');
  };
  const close = (): void => {
    if (!isOpen()) return;
    forgetTimelines(place);
    place.lastElementChild?.remove();
    button.setAttribute('aria-expanded', 'false');
  };
  const toggle = (): void => {
    if (isOpen()) close();
    else open();
    onToggle(isOpen() ? scenario.id : undefined);
  };
  button.addEventListener('click', toggle);
  return { scenario, place, button, open, close, toggle };
}

/** The verdict, and who accuses or how much held. */
function cell(result: PageResult | null, column: string): HTMLElement {
  if (result === null) return element('span', { class: 'cell' });
  const accusers = result.others.filter(({ status }) => status !== 'unobservable');
  const words = accusers.length > 0 ? accusers.map(({ oracle }) => oracle).join(', ') : result.held;
  return element(
    'span',
    { class: `cell ${result.status}`, title: `${column}: ${result.status}, ${words}` },
    element('b', {}, MARKS[result.status]),
    words,
    accusers.length > 0 ? undefined : element('i', {}, formatDuration(result.elapsedMs)),
    // On a phone there is no heading above it.
    element('small', {}, column),
  );
}
