import { escapeMarkup } from '../../base/escape-markup.js';
import type { Block, Document } from './document.js';

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --dim: #888; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.7rem; } h2 { font-size: 1.3rem; margin-top: 2.5rem; border-bottom: 1px solid var(--line); }
nav ul { columns: 2; padding-left: 1.2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; margin: 1rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
th { position: sticky; top: 0; background: Canvas; }
td { font-variant-numeric: tabular-nums; }
pre { overflow-x: auto; font-size: .8rem; border: 1px solid var(--line); padding: .6rem; }
figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; background: #fff; }
figcaption { color: var(--dim); font-size: .875rem; }
`;

/** The report as one file that needs nothing else: no script, no font, no network. */
export function htmlReport({ title, sections }: Document): string {
  const contents = sections.map(
    (section, index) => `<li><a href="#s${index}">${escaped(section.title)}</a></li>`,
  );
  const bodies = sections.map(
    (section, index) =>
      `<section id="s${index}"><h2>${escaped(section.title)}</h2>\n${section.blocks.map(blockHtml).join('\n')}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title><style>${STYLE}</style></head><body>
<h1>${escaped(title)}</h1><nav aria-label="Contents"><ul>${contents.join('')}</ul></nav>
${bodies.join('\n')}
</body></html>
`;
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join('')}</ul>`;
    case 'code':
      return `<pre>${escaped(block.text)}</pre>`;
    case 'picture':
      return `<figure role="img" aria-label="${escaped(block.alt)}">${block.svg}<figcaption>${escaped(block.alt)}</figcaption></figure>`;
    case 'table': {
      const cells = (row: readonly string[], tag: string): string =>
        `<tr>${row.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
      const body = block.rows.map((row) => cells(row, 'td')).join('\n');
      return `<div class="wide"><table><thead>${cells(block.head, 'th')}</thead><tbody>\n${body}\n</tbody></table></div>`;
    }
  }
}

/** Text from recordings and logs must not become markup. */
function escaped(text: string): string {
  return escapeMarkup(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, ' ');
}
