import { describe, expect, it } from 'vitest';
import { tellsWhy } from '../../../src/harness/oracles/tells-why.js';
import type { FakeDeed } from '../../../src/script/fake-event.js';
import type { StallReport } from '../../../src/supervisor/outcome.js';
import { EvidenceBuilder } from '../evidence-builder.js';
import { SHOWS_ALL, stallReport } from '../made-by-hand.js';

const LAST = { outTimeUs: 1e6, totalSizeBytes: 1e6, end: false };
const stalled = () =>
  new EvidenceBuilder().attempt({ from: 1, advances: [5], killed: 95 }).settled(96, 'stalled');
const told = (stall: Partial<StallReport>) =>
  stalled().subject(95, { event: 'stalled', strategy: 'default', stall: stallReport(stall) });

describe('tells-why', () => {
  it('holds for one report with the last progress', () => {
    expect(told({ lastProgress: LAST }).judge(tellsWhy)).toBe('held');
  });

  it('is violated by no report, and by two', () => {
    expect(stalled().judge(tellsWhy)).toBe('violated: it did not tell that ffmpeg (default) had stalled');
    const twice = told({ lastProgress: LAST }).subject(95, {
      event: 'stalled',
      strategy: 'default',
      stall: stallReport({ lastProgress: LAST }),
    });
    expect(twice.judge(tellsWhy)).toMatch(/^violated: it told 2 times/);
  });

  it('is violated by a report without its last progress, or with one that was never made', () => {
    expect(told({}).judge(tellsWhy)).toMatch(/^violated: .* does not tell its last progress/);
    expect(told({ lastProgress: { ...LAST, outTimeUs: 7 } }).judge(tellsWhy)).toMatch(/that was never made$/);
    expect(told({ lastProgress: LAST, silentForMs: 0 }).judge(tellsWhy)).toMatch(/how long it was silent$/);
  });

  it('knows what a real ffmpeg printed to 10 ms and 1 KiB', () => {
    const near = { ...LAST, outTimeUs: LAST.outTimeUs + 9_000, totalSizeBytes: LAST.totalSizeBytes - 900 };
    const real = (lastProgress: typeof LAST) =>
      told({ lastProgress }).with({ engine: 'ffmpeg' }).judge(tellsWhy);
    expect(told({ lastProgress: near }).judge(tellsWhy)).toMatch(/that was never made$/);
    expect(real(near)).toBe('held');
    expect(real({ ...near, outTimeUs: LAST.outTimeUs + 11_000 })).toMatch(/that was never made$/);
    expect(real({ ...near, totalSizeBytes: LAST.totalSizeBytes - 1100 })).toMatch(/that was never made$/);
  });

  it('sees of a foreign log only whether it speaks at all', () => {
    const foreign = (stallLines: number | undefined) =>
      stalled().with({ shows: { ...SHOWS_ALL, events: false }, stallLines });
    expect(foreign(undefined).judge(tellsWhy)).toMatch(/^unobservable/);
    expect(foreign(1).judge(tellsWhy)).toMatch(/^unobservable/);
    expect(foreign(0).judge(tellsWhy)).toBe('violated: its log tells 0 of 1 stalls');
  });

  it('has nothing to judge without a stall', () => {
    expect(new EvidenceBuilder().settled(1, 'refused').judge(tellsWhy)).toBe('not-applicable');
  });

  describe('of the class', () => {
    const doing = (deed: FakeDeed, stall: Partial<StallReport>, at = 90) =>
      new EvidenceBuilder()
        .attempt({ from: 1, advances: [5], deeds: [{ at, deed }], killed: 95 })
        .settled(96, 'stalled')
        .subject(95, {
          event: 'stalled',
          strategy: 'default',
          stall: stallReport({ lastProgress: LAST, silentForMs: 90_000, ...stall }),
        });

    it('holds for the right one', () => {
      expect(doing({ kind: 'froze' }, { class: 'stopped', cpuMs: 0 }).judge(tellsWhy)).toBe('held');
      const spun = doing({ kind: 'computed', forMs: 1000 }, { class: 'spinning', cpuMs: 80_000 });
      expect(spun.judge(tellsWhy)).toBe('held');
    });

    it('is a matter of taste for what froze in the very moment of the kill', () => {
      const late = doing({ kind: 'froze' }, { class: 'spinning', cpuMs: 80_000 }, 95);
      expect(late.judge(tellsWhy)).toBe('held');
    });

    it('is violated by a wrong one', () => {
      expect(doing({ kind: 'froze' }, { class: 'blocked', cpuMs: 0 }).judge(tellsWhy)).toMatch(
        /calls it blocked; it was stopped$/,
      );
      const spun = doing({ kind: 'computed', forMs: 1000 }, { class: 'blocked', cpuMs: 80_000 });
      expect(spun.judge(tellsWhy)).toMatch(/calls it blocked; it was spinning$/);
    });

    it('accuses nobody who could not see the counters', () => {
      expect(doing({ kind: 'froze' }, { class: 'blocked', cpuMs: undefined }).judge(tellsWhy)).toBe('held');
      const starved = doing({ kind: 'computed', forMs: 1000 }, { class: 'blocked', cpuMs: 20_000 });
      expect(starved.judge(tellsWhy)).toBe('held');
    });
  });
});
