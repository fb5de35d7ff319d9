import { escapeControl } from '../../base/escape.js';
import { escapeMarkup } from '../../base/escape-markup.js';

/** Text from outside as HTML that means nothing but itself. */
export function htmlText(text: string): string {
  return escapeMarkup(escapeControl(text));
}

/** A table; cells are text. On a narrow screen it scrolls, not the page. */
export function htmlTable(
  head: readonly string[],
  rows: readonly { readonly cells: readonly string[]; readonly grey: boolean }[],
): string {
  const line = (cells: readonly string[], tag: 'th' | 'td'): string =>
    cells.map((cell) => `<${tag}>${htmlText(cell)}</${tag}>`).join('');
  return [
    `<div class="wide"><table><thead><tr>${line(head, 'th')}</tr></thead><tbody>`,
    ...rows.map(({ cells, grey }) => `<tr${grey ? ' class="grey"' : ''}>${line(cells, 'td')}</tr>`),
    '</tbody></table></div>',
  ].join('\n');
}
