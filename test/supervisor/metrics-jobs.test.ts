import { describe, expect, it } from 'vitest';
import { step } from '../../src/script/vocabulary.js';
import { type FinalStop, JobsInSlots } from '../../src/supervisor/metrics-jobs.js';
import { type JobScript, JobWorld } from './job-world.js';

/** A simulated job, and what is known of it from its events alone. */
class Watched extends JobWorld {
  readonly recoveredMs: number[] = [];
  readonly releases: [FinalStop, number][] = [];
  readonly jobs = new JobsInSlots({
    recovered: (silentForMs) => this.recoveredMs.push(Math.round(silentForMs)),
    released: (why, afterMs) => this.releases.push([why, Math.round(afterMs)]),
  });
  #heard = 0;

  get silenceMs(): number {
    return this.#upToDate().longestSilenceMs(this.clock.now());
  }

  get quarantined(): number {
    return this.#upToDate().quarantined;
  }

  #upToDate(): JobsInSlots {
    for (const event of this.events.slice(this.#heard)) this.jobs.observe(event);
    this.#heard = this.events.length;
    return this.jobs;
  }
}

const stalls = { ffmpeg: { default: [step('progress', { blocks: 12 }), step('hang')] } } satisfies JobScript;

describe('a job in its slot', () => {
  it('is silent since its last progress, for as long as it runs', async () => {
    const world = new Watched(stalls);
    expect(world.silenceMs).toBe(0);
    const outcome = world.start();
    await world.pass(60_000);
    const after60s = world.silenceMs;
    expect(after60s).toBeGreaterThan(40_000);
    await world.pass(10_000);
    expect(world.silenceMs).toBeCloseTo(after60s + 10_000, -1);
    expect((await world.settle(outcome)).kind).toBe('stalled');
    expect(world.silenceMs).toBe(0);
  });

  it('is not silent while it moves on, whatever heartbeat it has', async () => {
    const world = new Watched({
      ffmpeg: {
        default: [step('progress', { blocks: 4 }), step('heartbeat', { blocks: 100 }), step('hang')],
      },
    });
    const outcome = world.start();
    await world.pass(50_000);
    expect(world.silenceMs).toBeGreaterThan(30_000);
    await world.settle(outcome);
  });

  it('gives its slot back soon after its ffmpeg is killed', async () => {
    const world = new Watched(stalls);
    await world.remux();
    expect(world.silenceMs).toBe(0);
    expect(world.releases).toEqual([['stalled', expect.any(Number)]]);
    expect(world.releases[0]?.[1]).toBeLessThan(50);
  });

  it('tells of a silence that ended by itself', async () => {
    const world = new Watched({
      ffmpeg: {
        default: [
          step('progress', { blocks: 4 }),
          step('wait', { for: 70_000 }),
          step('progress', { blocks: 4 }),
        ],
      },
    });
    expect((await world.remux()).kind).toBe('published');
    expect(world.silenceMs).toBe(0);
    expect(world.recoveredMs).toHaveLength(1);
    expect(world.recoveredMs[0]).toBeGreaterThanOrEqual(70_000);
    expect(world.recoveredMs[0]).toBeLessThan(72_000);
    expect(world.releases).toEqual([]);
  });

  it('is in quarantine from the first process that cannot be killed to the death of the last', async () => {
    const world = new Watched(stalls);
    const held = world.holdFast('ffmpeg', 1);
    const outcome = await world.remux();
    expect(outcome).toMatchObject({ kind: 'stalled', cause: { unkillable: true } });
    expect(world.quarantined).toBe(1);
    await world.pass(60_000);
    expect(world.releases).toEqual([]);
    held.release();
    await world.pass(5_000);
    expect(world.quarantined).toBe(0);
    expect(world.releases).toEqual([['stalled', expect.any(Number)]]);
    expect(world.releases[0]?.[1]).toBeGreaterThan(60_000);
  });

  it('has no release to tell of when nothing was stopped', async () => {
    const world = new Watched({});
    await world.remux();
    expect(world.silenceMs).toBe(0);
    expect(world.releases).toEqual([]);
    expect(world.recoveredMs).toEqual([]);
  });
});
