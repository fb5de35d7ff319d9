import { expect, it } from 'vitest';
import { escapeMarkup } from '../../src/base/escape-markup.js';

it('leaves nothing that could open an element, end an attribute or begin an entity', () => {
  expect(escapeMarkup(`<a href="x" title='y'>&amp;</a>`)).toBe(
    '&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;',
  );
});
