import type { Row } from './catalogue.js';
import { element } from './elements.js';
import { CHOICES, type Choice, isChosen, matches, searchText } from './filter.js';

export interface FilterBar {
  readonly bar: HTMLElement;
  readonly search: HTMLInputElement;
  /** Shows everything again. */
  clear(): void;
}

/** Search and a choice of verdicts over the rows. */
export function filterBar(rows: readonly Row[]): FilterBar {
  const texts = new Map(rows.map((row) => [row, searchText(row.scenario)]));
  const search = element('input', {
    type: 'search',
    placeholder: 'search scenarios, oracles, output  ( / )',
  });
  search.setAttribute('aria-label', 'search scenarios');
  const count = element('span', { class: 'count', role: 'status' });
  let chosen: Choice = 'all';
  const apply = (): void => {
    let shown = 0;
    for (const row of rows) {
      const isShown = isChosen(row.scenario, chosen) && matches(texts.get(row) ?? '', search.value);
      row.place.hidden = !isShown;
      if (isShown) shown++;
    }
    count.textContent = shown === rows.length ? `${shown} scenarios` : `${shown} of ${rows.length}`;
    for (const [choice, button] of buttons) button.setAttribute('aria-pressed', String(choice === chosen));
  };
  const choose = (choice: Choice): void => {
    chosen = choice;
    apply();
  };
  const buttons = CHOICES.flatMap((choice): [Choice, HTMLElement][] => {
    const of = rows.filter(({ scenario }) => isChosen(scenario, choice)).length;
    if (choice !== 'all' && of === 0) return [];
    const words = choice === 'all' ? choice : `${choice} ${of}`;
    return [[choice, element('button', { type: 'button', onclick: () => choose(choice) }, words)]];
  });
  search.addEventListener('input', apply);
  apply();
  const clear = (): void => {
    search.value = '';
    choose('all');
  };
  const bar = element(
    'div',
    { class: 'filter', role: 'search' },
    search,
    ...buttons.map(([, b]) => b),
    count,
  );
  return { bar, search, clear };
}
