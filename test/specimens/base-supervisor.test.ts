import { describe, expect, it } from 'vitest';
import { step } from '../../src/script/vocabulary.js';
import { CONTROL } from '../../src/specimens/catalogue.js';
import { OUTPUT, World } from './world.js';

const STALL_MS = 90_000;
const SOME_PROGRESS = step('progress', { blocks: 12 });
const HANG = step('hang');

describe('the base of all specimens', () => {
  it('publishes a healthy run with its metadata, and leaves nothing else', async () => {
    const world = new World(CONTROL, [{}]);
    expect(await world.remux()).toMatchObject({
      kind: 'published',
      strategy: 'default',
      durationChecked: true,
      attempts: [{ strategy: 'default', result: 'ok' }],
    });
    expect(world.left()).toEqual([OUTPUT, `${OUTPUT}.meta.json`]);
    expect(JSON.parse(world.text(`${OUTPUT}.meta.json`) ?? '')).toMatchObject({ strategy: 'default' });
    expect(world.times('slot-released')).toHaveLength(1);
    expect(world.times('job-ended')).toHaveLength(1);
  });

  it('ends a stall at its deadline, for good, counts it once and says why', async () => {
    const world = new World(CONTROL, [{ default: [SOME_PROGRESS, HANG] }]);
    expect(await world.remux()).toMatchObject({
      kind: 'stalled',
      cause: { message: 'stalled: no progress for 90 s', stall: { class: 'blocked' } },
      attempts: [{ result: 'stalled' }],
    });
    const [lastProgressMs = Number.NaN] = world.times('progress').slice(-1);
    const [stalledMs = Number.NaN] = world.times('stalled');
    expect(stalledMs - lastProgressMs).toBeGreaterThanOrEqual(STALL_MS);
    expect(stalledMs - lastProgressMs).toBeLessThan(STALL_MS + 200);
    expect(world.processes.living()).toEqual([]);
    expect(world.left()).toEqual([`${OUTPUT}.err.log`]);
    expect(world.text(`${OUTPUT}.err.log`)).toContain('stalled: no progress for 90 s');
    expect(await world.metrics()).toContain('xg2g_vod_remux_stalls_total{strategy="default"} 1');
  });

  it('climbs the ladder after a crash, with a temp file of its own for each rung', async () => {
    const crash = [SOME_PROGRESS, step('exit', { code: 1 })];
    const world = new World(CONTROL, [{ default: crash, fallback: crash }]);
    expect(await world.remux()).toMatchObject({ kind: 'published', strategy: 'transcode' });
    const temps = world.deeds.flatMap((deed) => (deed.kind === 'started' ? (deed.writesTo ?? []) : []));
    expect(new Set(temps).size).toBe(3);
    expect(world.left()).toEqual([OUTPUT, `${OUTPUT}.meta.json`]);
  });

  it('publishes nothing that is not whole', async () => {
    const half = [step('finish', { fraction: 0.5 })];
    const world = new World(CONTROL, [{ default: half, fallback: half, transcode: half }]);
    expect(await world.remux()).toMatchObject({ kind: 'incomplete' });
    expect(world.left()).toEqual([`${OUTPUT}.err.log`]);
  });

  it('lets silent work go on, and a real silence not', async () => {
    const world = new World(CONTROL, [
      { default: [SOME_PROGRESS, step('finalise', { for: 110_000 }), step('complete')] },
    ]);
    expect(await world.remux()).toMatchObject({ kind: 'published' });
  });

  it('ends the whole tree on a cancel, and says cancelled', async () => {
    const fork = step('fork', { steps: [HANG], holdsPipes: true });
    const world = new World(CONTROL, [{ default: [fork, step('progress', { for: 600_000 })] }]);
    const abort = new AbortController();
    const ended = world.start(0, OUTPUT, abort.signal);
    world.clock.world(40_000, () => abort.abort());
    expect(await world.settle(ended)).toMatchObject({ kind: 'cancelled' });
    expect(world.clock.now()).toBeLessThan(42_000);
    expect(world.processes.living()).toEqual([]);
    expect(world.left()).toEqual([`${OUTPUT}.err.log`]);
  });

  it('turns a second job for the same output away', async () => {
    const world = new World(CONTROL, [
      { default: [step('progress', { for: 60_000 }), step('complete')] },
      {},
    ]);
    const first = world.start(0);
    await world.clock.run(() => world.times('attempt-started').length === 1);
    expect(await world.settle(world.start(1, OUTPUT))).toMatchObject({ kind: 'busy' });
    expect(await world.settle(first)).toMatchObject({ kind: 'published' });
    expect(world.left()).toEqual([OUTPUT, `${OUTPUT}.meta.json`]);
  });

  it('gives the slot of a stalled job to the next', async () => {
    const world = new World(CONTROL, [{ default: [HANG] }, {}], 1);
    const jobs = Promise.all([world.start(0), world.start(1)]);
    expect((await world.settle(jobs))?.map(({ kind }) => kind)).toEqual(['stalled', 'published']);
    expect(world.supervisor.load()).toMatchObject({ inUse: 0, waiting: 0 });
  });

  it('keeps slot, lock and temp file of what cannot be killed, and gives them back when it is gone', async () => {
    const world = new World(CONTROL, [{ default: [SOME_PROGRESS, HANG] }]);
    const ended = world.start();
    await world.clock.run(() => world.times('attempt-started').length === 1);
    const [ffmpeg] = world.processes.living();
    if (ffmpeg === undefined) throw new Error('no ffmpeg runs');
    ffmpeg.uninterruptible = true;
    expect(await world.settle(ended)).toMatchObject({ kind: 'stalled', cause: { unkillable: true } });
    expect(world.supervisor.load().inUse).toBe(1);
    expect(world.left()).toContain(`${OUTPUT}.lock`);
    ffmpeg.interruptible();
    await world.clock.run(() => world.times('lock-released').length === 1, world.clock.now() + 60_000);
    expect(world.supervisor.load().inUse).toBe(0);
    expect(world.left()).toEqual([`${OUTPUT}.err.log`]);
  });
});
