import { escapeControl } from '../../base/escape.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text from outside as HTML that means nothing but itself. */
export function htmlText(text: string): string {
  return escapeControl(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A table; cells are text. */
export function htmlTable(
  head: readonly string[],
  rows: readonly { readonly cells: readonly string[]; readonly grey: boolean }[],
): string {
  const line = (cells: readonly string[], tag: 'th' | 'td'): string =>
    cells.map((cell) => `<${tag}>${htmlText(cell)}</${tag}>`).join('');
  return [
    `<table><thead><tr>${line(head, 'th')}</tr></thead><tbody>`,
    ...rows.map(({ cells, grey }) => `<tr${grey ? ' class="grey"' : ''}>${line(cells, 'td')}</tr>`),
    '</tbody></table>',
  ].join('\n');
}
