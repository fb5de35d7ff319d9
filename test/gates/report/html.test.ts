import { expect, it } from 'vitest';
import { list, table, text } from '../../../src/gates/report/document.js';
import { htmlReport } from '../../../src/gates/report/html.js';

const HOSTILE = `<img src=x onerror="alert('1')">&`;
const html = htmlReport({
  title: HOSTILE,
  sections: [
    {
      title: HOSTILE,
      blocks: [
        text(HOSTILE),
        list([HOSTILE]),
        table([HOSTILE], [[HOSTILE]]),
        { kind: 'code', text: HOSTILE },
      ],
    },
  ],
});

it('keeps the text of others from becoming markup', () => {
  expect(html).not.toContain('<img');
  expect(html.match(/&lt;img src=x onerror=&quot;alert\(&#39;1&#39;\)&quot;&gt;&amp;/g)?.length).toBe(9);
});

it('needs nothing but itself, and forbids the rest', () => {
  expect(html).toContain("default-src 'none'");
  expect(html).not.toMatch(/<script|<link|src="|url\(/);
});
