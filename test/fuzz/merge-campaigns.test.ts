import { describe, expect, it } from 'vitest';
import { fuzz, NOTHING_YET } from '../../src/fuzz/campaign.js';
import { type CampaignState, campaignStateSchema } from '../../src/fuzz/campaign-state.js';
import { mergeCampaigns } from '../../src/fuzz/merge-campaigns.js';
import { createSupervisor } from '../../src/supervisor/supervisor.js';

const RUNS = 8;

function state(shard: string, changes: Partial<CampaignState['tally']> = {}, seed = 7): CampaignState {
  const [index = 1, of = 1] = shard.split('/').map(Number);
  const played = Math.ceil((RUNS - index + 1) / of);
  return {
    v: 1,
    campaign: { seed, shard, subject: 'production', version: '1.2.3' },
    runs: RUNS,
    tally: { ...NOTHING_YET, next: RUNS, played, reached: { rare: index }, ...changes },
  };
}

function newer(older: CampaignState): CampaignState {
  return { ...older, campaign: { ...older.campaign, version: '1.3.0' } };
}

const parts = ['1/3', '2/3', '3/3'].map((shard) => state(shard));

describe('merging a campaign', () => {
  it('gives what one machine alone would have come to', async () => {
    const options = {
      subject: { name: 'production', create: createSupervisor },
      seed: 7,
      runs: RUNS,
      now: () => 0,
    };
    const whole = await fuzz(options);
    const played: CampaignState[] = [];
    for (const index of [2, 0, 1]) {
      const tally = await fuzz({ ...options, shard: { index, of: 3 } });
      const written = JSON.stringify({ ...state(`${index + 1}/3`), tally });
      played.push(campaignStateSchema.parse(JSON.parse(written)));
    }
    const { campaign, tally } = mergeCampaigns(played);
    expect(campaign).toEqual({ seed: 7, shard: '1/1', subject: 'production', version: '1.2.3' });
    expect({ ...tally, simulatedMs: 0 }).toEqual({ ...whole, simulatedMs: 0 });
    expect(tally.simulatedMs).toBeCloseTo(whole.simulatedMs);
  }, 60_000);

  it('takes a part twice as once, and a whole as itself', () => {
    const once = mergeCampaigns(parts);
    expect(once.tally).toMatchObject({ played: RUNS, reached: { rare: 6 } });
    expect(mergeCampaigns([...parts, state('2/3')])).toEqual(once);
    expect(mergeCampaigns([once])).toEqual(once);
    expect(mergeCampaigns([once, once])).toEqual(once);
  });

  it('puts failures in order, and lets a part stop at them', () => {
    const failure = (index: number) => ({
      index,
      violations: [{ oracle: 'settles' as const, sentence: 's' }],
    });
    const late = state('1/3', { failures: [failure(6)], played: 3 });
    const early = state('2/3', { failures: [failure(1)], played: 1, next: 2 });
    const { tally } = mergeCampaigns([late, early, state('3/3')]);
    expect(tally.failures.map(({ index }) => index)).toEqual([1, 6]);
  });

  it.each([
    ['nothing', [], /nothing to merge/],
    ['a missing part', parts.slice(1), /^missing: shard 1\/3$/],
    ['several missing parts', parts.slice(2), /shard 1\/3, 2\/3/],
    ['another seed', [state('1/3'), state('2/3', {}, 8)], /seed 7 and seed 8/],
    ['another version', [state('1/3'), newer(state('2/3'))], /version 1\.2\.3 and version 1\.3\.0/],
    ['another number of parts', [state('1/3'), state('1/2')], /shards 3 and shards 2/],
    ['a part that is two', [...parts, state('2/3', { elapsedMs: 1 })], /2\/3 is given twice/],
    [
      'an unfinished part',
      [...parts.slice(0, 2), state('3/3', { played: 1 })],
      /3\/3 is not finished: 1 of its 2/,
    ],
  ])('refuses %s', (_what, given, message) => {
    expect(() => mergeCampaigns(given)).toThrow(message);
  });
});
