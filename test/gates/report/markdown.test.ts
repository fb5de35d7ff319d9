import { expect, it } from 'vitest';
import { list, table, text } from '../../../src/gates/report/document.js';
import { markdownReport } from '../../../src/gates/report/markdown.js';

const report = (...blocks: Parameters<typeof markdownReport>[0]['sections'][number]['blocks'][number][]) =>
  markdownReport({ title: 'T', sections: [{ title: 'S', blocks }] });

it('writes every kind of block', () => {
  const picture = { kind: 'picture', name: 'p', alt: 'A', svg: '<svg/>' } as const;
  expect(report(text('a'), list(['b']), table(['h'], [['c']]), { kind: 'code', text: 'd' }, picture)).toBe(
    '# T\n\n## S\n\na\n\n- b\n\n| h |\n| --- |\n| c |\n\n```\nd\n```\n\n![A](pictures/p.svg)\n',
  );
  expect(report(table(['h'], []))).toContain('None.');
});

it('keeps the text of others from becoming markup', () => {
  expect(report(text('<script> *x* `y` [z](u)'))).toContain('\\<script\\> \\*x\\* \\`y\\` \\[z\\](u)');
  expect(report(table(['h'], [['a|b\nc']]))).toContain('| a\\|b c |');
  expect(report({ kind: 'code', text: '```\nout' })).not.toContain('```\nout');
  expect(report(text('max_muxing _x_'))).toContain('max_muxing \\_x\\_');
});
