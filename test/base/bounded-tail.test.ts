import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedTail } from '../../src/base/bounded-tail.js';

const LIMITS = { headBytes: 10, tailBytes: 20 };
const bytes = (text: string) => new TextEncoder().encode(text);

describe('a bounded tail', () => {
  it('keeps a short stream whole', () => {
    const kept = new BoundedTail(LIMITS);
    kept.push(bytes('hello '));
    kept.push(bytes('world'));
    expect(kept.text()).toBe('hello world');
    expect(kept.omittedBytes).toBe(0);
  });

  it('keeps head and tail of any stream, however it is cut, and counts the rest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 50, unit: 'grapheme-ascii' }), { maxLength: 40 }),
        (chunks) => {
          const kept = new BoundedTail(LIMITS);
          for (const chunk of chunks) kept.push(bytes(chunk));
          const whole = chunks.join('');
          const omitted = Math.max(0, whole.length - 30);
          expect(kept.totalBytes).toBe(whole.length);
          expect(kept.omittedBytes).toBe(omitted);
          const text = kept.text();
          expect(text.startsWith(whole.slice(0, 10))).toBe(true);
          expect(text.endsWith(omitted === 0 ? whole.slice(10) : whole.slice(-20))).toBe(true);
          expect(kept.tailText(5)).toBe(whole.slice(-5));
        },
      ),
    );
  });

  it('does not keep what it does not need: 200 MB in chunks', () => {
    const kept = new BoundedTail(LIMITS);
    const chunk = new Uint8Array(1_000_000).fill(120);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 200; i++) kept.push(chunk);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    expect(kept.omittedBytes).toBe(200_000_000 - 30);
  });
});
