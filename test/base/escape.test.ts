import { describe, expect, it } from 'vitest';
import { escapeControl, escapeControlLines } from '../../src/base/escape.js';

describe('escaping', () => {
  it('shows what would move a cursor, colour a line, break it or turn it round', () => {
    expect(escapeControl('a\u001b[31m\r\n\t\u0007\u202eb\u2028')).toBe(
      'a\\x1b[31m\\r\\n\\t\\x07\\u202eb\\u2028',
    );
  });

  it('leaves other text alone', () => {
    expect(escapeControl('Tatört — 90 % “ok” 漢字')).toBe('Tatört — 90 % “ok” 漢字');
  });

  it('keeps the lines and tabs of a longer text', () => {
    expect(escapeControlLines('a\tb\n\u0000c')).toBe('a\tb\n\\x00c');
  });
});
