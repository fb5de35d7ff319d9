import { describe, expect, it } from 'vitest';
import { type CampaignOptions, fuzz, neverReached } from '../../src/fuzz/campaign.js';
import { SOMETIMES } from '../../src/fuzz/sometimes.js';
import { createSupervisor } from '../../src/supervisor/supervisor.js';

const CAMPAIGN: CampaignOptions = {
  subject: { name: 'production', create: createSupervisor },
  seed: 20_260_103,
  runs: 300,
  now: () => 0,
};

function fail(message: string): never {
  throw new Error(message);
}

describe('a campaign', () => {
  it('finds nothing against the production supervisor, and comes into rare situations', async () => {
    const tally = await fuzz(CAMPAIGN);
    expect(tally.failures).toEqual([]);
    expect(tally).toMatchObject({ played: 300, next: 300 });
    expect(neverReached(tally).length).toBeLessThan(SOMETIMES.length / 4);
  }, 180_000);

  it('sees the same twice, byte for byte', async () => {
    const tally = await fuzz({ ...CAMPAIGN, runs: 40, checkDeterminism: true });
    expect(tally.played).toBe(40);
  }, 180_000);

  it('comes to the same in shards, and in parts', async () => {
    const whole = await fuzz({ ...CAMPAIGN, runs: 30 });
    const shards = await Promise.all(
      [0, 1, 2].map((index) => fuzz({ ...CAMPAIGN, runs: 30, shard: { index, of: 3 } })),
    );
    expect(shards.map(({ played }) => played)).toEqual([10, 10, 10]);
    expect(shards.reduce((sum, { simulatedMs }) => sum + simulatedMs, 0)).toBeCloseTo(whole.simulatedMs);
    const part = await fuzz({ ...CAMPAIGN, runs: 11 });
    expect(await fuzz({ ...CAMPAIGN, runs: 30, from: JSON.parse(JSON.stringify(part)) })).toEqual(whole);
  }, 180_000);

  it('plays one run alone as it was among the others', async () => {
    const first = await fuzz({ ...CAMPAIGN, runs: 6 });
    const before = await fuzz({ ...CAMPAIGN, runs: 5 });
    const alone = await fuzz({ ...CAMPAIGN, runs: 6, from: { ...before, next: 5 } });
    expect(alone).toEqual(first);
  });

  it('says which run it was that broke off, or went two ways', async () => {
    const broken = { name: 'broken', create: () => fail('no supervisor today') };
    await expect(fuzz({ ...CAMPAIGN, subject: broken })).rejects.toMatchObject({
      name: 'BrokenRunError',
      index: 0,
      cause: { message: 'no supervisor today' },
    });
    const create: typeof createSupervisor = (options) =>
      createSupervisor({ ...options, host: { ...options.host, random: Math.random } });
    const moody = fuzz({ ...CAMPAIGN, subject: { name: 'moody', create }, runs: 20, checkDeterminism: true });
    await expect(moody).rejects.toMatchObject({
      name: 'BrokenRunError',
      cause: { name: 'NotDeterministicError' },
    });
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const tally = await fuzz({ ...CAMPAIGN, signal: abort.signal, onRun: () => abort.abort() });
    expect(tally.played).toBe(1);
  });
});
