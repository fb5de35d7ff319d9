import { expect, it } from 'vitest';
import { entities, html, jsonInHtml } from '../../../src/report/html/escape-html.js';

it('lets nothing from outside become markup, or act on whoever shows it', () => {
  expect(html(`<img src=x onerror="alert('&')">`)).toBe(
    '&lt;img src=x onerror=&quot;alert(&#39;&amp;&#39;)&quot;&gt;',
  );
  expect(html('\u001b[2J\u202e')).toBe('\\x1b[2J\\u202e');
});

it('leaves the folders out of what was printed, and in what is to be typed', () => {
  expect(html('/a/b/c.yaml')).toBe('…/c.yaml');
  expect(entities('run /a/b/c.yaml')).toBe('run /a/b/c.yaml');
});

it('writes JSON that cannot end the element that it stands in, and is still the same', () => {
  const value = { text: '</script><!--<script>\u2028&amp;' };
  const text = jsonInHtml(value);
  expect(text).not.toMatch(/[<>&\u2028]/);
  expect(JSON.parse(text)).toEqual(value);
});
