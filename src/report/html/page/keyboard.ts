import type { Row } from './catalogue.js';
import { element, required } from './elements.js';

interface Actions {
  readonly rows: readonly Row[];
  readonly search: HTMLInputElement;
  clear(): void;
  toggleTheme(): void;
}

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search'],
  ['j  k', 'next, previous scenario'],
  ['Enter', 'open or close it'],
  ['x', 'next scenario that fell short'],
  ['Esc', 'clear the search, close what is open'],
  ['t', 'light or dark'],
  ['?', 'this list'],
];

/** Everything by keys. What is typed into the search stays there. */
export function startKeyboard(actions: Actions): void {
  const dialog = keysDialog();
  const help = required('#help');
  help.hidden = false;
  help.addEventListener('click', () => dialog.showModal());
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || dialog.open) return;
    const isTyping = event.target === actions.search;
    if (isTyping && event.key !== 'Escape') return;
    const act = actionFor(event.key, actions, dialog);
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}

function actionFor(key: string, actions: Actions, dialog: HTMLDialogElement): (() => void) | undefined {
  switch (key) {
    case '/':
      return () => actions.search.focus();
    case 'j':
      return () => move(actions.rows, 1, () => true);
    case 'k':
      return () => move(actions.rows, -1, () => true);
    case 'x':
      return () => move(actions.rows, 1, fellShort);
    case 't':
      return () => actions.toggleTheme();
    case '?':
      return () => dialog.showModal();
    case 'Escape':
      return () => {
        actions.clear();
        actions.search.blur();
        for (const row of actions.rows) row.close();
      };
    default:
      return undefined;
  }
}

function fellShort({ scenario }: Row): boolean {
  return scenario.results.some(
    (result) => result?.status === 'violated' || result?.status === 'inconclusive',
  );
}

function move(rows: readonly Row[], step: 1 | -1, wanted: (row: Row) => boolean): void {
  const shown = rows.filter(({ place }) => !place.hidden);
  const at = shown.findIndex(({ button }) => button === document.activeElement);
  const from = at === -1 && step === -1 ? shown.length : at;
  for (let index = from + step; index >= 0 && index < shown.length; index += step) {
    const row = shown[index];
    if (row === undefined || !wanted(row)) continue;
    row.button.focus();
    row.place.scrollIntoView({ block: 'nearest' });
    return;
  }
}

function keysDialog(): HTMLDialogElement {
  const lines = KEYS.map(([keys, what]) =>
    element(
      'tr',
      {},
      element('td', {}, ...keys.split('  ').map((key) => element('kbd', {}, key))),
      element('td', {}, what),
    ),
  );
  const close = element('form', { method: 'dialog' }, element('button', {}, 'close'));
  const dialog = element('dialog', { 'aria-label': 'keys' }, element('table', {}, ...lines), close);
  close.addEventListener('submit', (event) => {
    event.preventDefault();
    dialog.close();
  });
  document.body.append(dialog);
  return dialog;
}
