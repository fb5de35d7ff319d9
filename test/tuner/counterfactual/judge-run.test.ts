import { describe, expect, it } from 'vitest';
import { judgeRun } from '../../../src/tuner/counterfactual/judge-run.js';
import { planFor } from '../../../src/tuner/counterfactual/plan.js';
import { settingName } from '../../../src/tuner/setting.js';
import { type Ends, readRun, recordsOf, type Told } from './recorded.js';

const plan = planFor({
  gracesMs: [30_000],
  stallsMs: [5000, 20_000, 60_000],
  finalisesMs: [120_000, 10_000],
});

const dense = (seconds: number): Told[] => Array.from({ length: 2 * seconds }, () => ({ afterMs: 500 }));

/** Kills by setting: `kind at seconds`. */
async function kills(told: readonly Told[], ends: Ends): Promise<Record<string, string>> {
  const judged = await judgeRun(readRun(recordsOf(told, ends), plan.cut.thresholdMs), plan);
  return Object.fromEntries(
    judged.kills.map(({ setting, atMs, kind }) => {
      const name = plan.settings[setting];
      return [name === undefined ? '' : settingName(name), `${kind} at ${Math.round(atMs / 1000)}`];
    }),
  );
}

describe('a run, held against every setting', () => {
  it('is killed falsely where a silence that ended is longer than the stall time, at its own time', async () => {
    const told = [...dense(1000), { afterMs: 25_000 }, ...dense(50)];
    expect(await kills(told, { afterMs: 10, as: 'exit' })).toEqual({
      '30s/20s/2m': 'false at 1020',
      '30s/20s/10s': 'false at 1020',
      '30s/5s/2m': 'false at 1005',
      '30s/5s/10s': 'false at 1005',
    });
  });

  it('is left alone while it works, for as long as the finalise bound lets it', async () => {
    const told = [...dense(100), { afterMs: 40_000, work: 'io' as const }];
    expect(await kills(told, { afterMs: 10, as: 'exit' })).toEqual({
      '30s/20s/10s': 'false at 120',
      '30s/5s/10s': 'false at 110',
    });
  });

  it('is spared in its grace', async () => {
    expect(await kills([{ afterMs: 29_000 }], { afterMs: 10, as: 'exit' })).toEqual({});
    const late = await kills([{ afterMs: 31_000 }], { afterMs: 10, as: 'exit' });
    expect(late).toMatchObject({ '30s/20s/2m': 'false at 30', '30s/5s/2m': 'false at 30' });
  });

  it('is unclear where somebody ended it in that silence, and nothing where they did so before', async () => {
    const stopped = await kills(dense(200), { afterMs: 30_000, as: 'stop' });
    expect(stopped).toMatchObject({ '30s/20s/2m': 'unclear at 220', '30s/5s/10s': 'unclear at 205' });
    expect(stopped['30s/1m/2m']).toBeUndefined();
    expect(await kills(dense(200), { afterMs: 3000, as: 'cut' })).toEqual({});
  });
});
