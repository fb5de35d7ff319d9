import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formulaKillMs } from '../../../src/tuner/counterfactual/formula.js';
import { effectiveSetting, isHarmless } from '../../../src/tuner/counterfactual/judge-run.js';
import { planFor } from '../../../src/tuner/counterfactual/plan.js';
import { replayRun } from '../../../src/tuner/counterfactual/replay-run.js';
import { shorten } from '../../../src/tuner/counterfactual/shorten.js';
import type { Candidates } from '../../../src/tuner/setting.js';
import { readRun, recordsOf } from './recorded.js';

const CANDIDATES: Candidates = {
  gracesMs: [30_000, 60_000],
  stallsMs: [5000, 10_000, 20_000, 45_000],
  finalisesMs: [30_000, 60_000],
};

const plan = planFor(CANDIDATES);
/** So many beats, so far apart. */
const stretch = fc
  .record({ count: fc.integer({ min: 0, max: 400 }), everyMs: fc.integer({ min: 100, max: 900 }) })
  .map(({ count, everyMs }) => Array.from({ length: count }, () => ({ afterMs: everyMs })));
const gap = fc.record({
  afterMs: fc.integer({ min: 1000, max: 70_000 }),
  work: fc.constantFrom('io' as const, 'cpu' as const, undefined),
});

/** Long dense stretches, with silences between them. */
const run = fc.record({
  stretches: fc.array(fc.tuple(stretch, gap), {
    minLength: 1,
    maxLength: 4,
  }),
  ends: fc.record({
    afterMs: fc.integer({ min: 0, max: 50_000 }),
    as: fc.constantFrom('exit' as const, 'stop' as const, 'cut' as const),
    work: fc.constantFrom('io' as const, undefined),
  }),
});

const setting = fc.constantFrom(...plan.settings);

describe('what is left out of a run', () => {
  it('changes no verdict, nor its time', async () => {
    let kills = 0;
    let shortened = 0;
    await fc.assert(
      fc.asyncProperty(run, setting, async ({ stretches, ends }, chosen) => {
        const records = recordsOf(
          stretches.flatMap(([beats, last]) => [...beats, last]),
          ends,
        );
        const whole = readRun(records, 0);
        const { summary, beats } = readRun(records, plan.cut.thresholdMs);
        const short = shorten(beats, plan.cut);
        const expected = await replayRun(whole.beats, chosen);
        const verdict = await replayRun(short, effectiveSetting(chosen, summary, beats));
        if (expected.killedAtMs === undefined) {
          expect(verdict.killedAtMs).toBeUndefined();
          return;
        }
        expect(isHarmless(summary, chosen) && ends.as === 'exit').toBe(false);
        const last = short.beats.findLastIndex(({ atMs }) => atMs <= verdict.silentSinceMs + 2);
        const cutMs = last < 0 ? 0 : (short.cutMs[last] ?? Number.NaN);
        const killedAtMs = (verdict.killedAtMs ?? Number.NaN) + cutMs;
        if (expected.killedAtMs > beats.end.atMs) {
          // After the end of the record nothing is told of it, but that it was not before.
          expect(killedAtMs).toBeGreaterThan(beats.end.atMs);
          return;
        }
        expect(Math.abs(killedAtMs - expected.killedAtMs)).toBeLessThan(2);
        kills++;
        if (short.end.atMs < beats.end.atMs) shortened++;
      }),
      { numRuns: 80, seed: 7 },
    );
    expect(kills).toBeGreaterThan(20);
    expect(shortened).toBeGreaterThan(15);
  }, 60_000);

  it('agrees with the closed formula where nothing was seen at work', async () => {
    await fc.assert(
      fc.asyncProperty(run, setting, async ({ stretches, ends }, chosen) => {
        const told = stretches.flatMap(([beats, last]) => [...beats, { afterMs: last.afterMs }]);
        const records = recordsOf(told, { afterMs: ends.afterMs, as: ends.as });
        const { beats } = readRun(records, plan.cut.thresholdMs);
        const { killedAtMs } = await replayRun(beats, chosen);
        const formulaMs = formulaKillMs(beats, chosen);
        expect(killedAtMs === undefined).toBe(formulaMs === undefined);
        if (killedAtMs !== undefined) expect(killedAtMs).toBeCloseTo(formulaMs ?? Number.NaN, -1);
      }),
      { numRuns: 40, seed: 8 },
    );
  }, 60_000);
});
