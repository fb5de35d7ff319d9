import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ReceivedBytes } from '../../src/supervisor/received-bytes.js';

const SPAN_MS = 50;

function counting() {
  let nowMs = 0;
  const received = new ReceivedBytes({ now: () => nowMs }, SPAN_MS);
  return {
    received,
    at: (atMs: number): ReceivedBytes => {
      nowMs = atMs;
      return received;
    },
  };
}

it('leaves out what came just now, and counts it a moment later', () => {
  const { at } = counting();
  at(0).add(1_000);
  at(1_000).add(200);
  expect(at(1_000).total).toBe(1_200);
  expect(at(1_000).aMomentAgo()).toBe(1_000);
  expect(at(1_049).aMomentAgo()).toBe(1_000);
  expect(at(1_100).aMomentAgo()).toBe(1_200);
});

it('never counts anything younger than the span, nor leaves out anything of three times its age', () => {
  const chunk = fc.record({ afterMs: fc.nat(80), bytes: fc.nat(1_000) });
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 40 }), fc.nat(200), (chunks, lookAfterMs) => {
      const { at } = counting();
      const came: { atMs: number; bytes: number }[] = [];
      let nowMs = 0;
      for (const { afterMs, bytes } of chunks) {
        nowMs += afterMs;
        at(nowMs).add(bytes);
        came.push({ atMs: nowMs, bytes });
      }
      const lookMs = nowMs + lookAfterMs;
      const by = (atMs: number): number =>
        came.reduce((sum, chunk) => sum + (chunk.atMs <= atMs ? chunk.bytes : 0), 0);
      expect(at(lookMs).total).toBe(by(lookMs));
      expect(at(lookMs).aMomentAgo()).toBeLessThanOrEqual(by(lookMs - SPAN_MS));
      expect(at(lookMs).aMomentAgo()).toBeGreaterThanOrEqual(by(lookMs - 3 * SPAN_MS));
    }),
    { numRuns: 300 },
  );
});
