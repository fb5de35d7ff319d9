import type { Block, Document } from './document.js';

/** The report for a terminal, a pull request, a repository. Pictures are links to files beside it. */
export function markdownReport({ title, sections }: Document): string {
  const parts = sections.map((section) =>
    [`## ${escaped(section.title)}`, ...section.blocks.map(blockText)].join('\n\n'),
  );
  return `${[`# ${escaped(title)}`, ...parts].join('\n\n')}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'text':
      return escaped(block.text);
    case 'list':
      return block.items.map((item) => `- ${escaped(item)}`).join('\n');
    case 'code':
      return `\`\`\`\n${block.text.replaceAll('```', "'''")}\n\`\`\``;
    case 'picture':
      return `![${escaped(block.alt)}](pictures/${block.name}.svg)`;
    case 'table': {
      const row = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
      return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)].join('\n');
    }
  }
}

/** Text from recordings and logs must not become markup. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f]/g, ' ')
    .replace(/[\\`*[\]<>|]/g, (character) => `\\${character}`)
    .replace(/(?<!\w)_|_(?!\w)/g, '\\_');
}
