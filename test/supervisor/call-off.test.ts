import { describe, expect, it } from 'vitest';
import { step } from '../../src/script/vocabulary.js';
import { MACHINE } from '../../src/supervisor/config.js';
import { JobWorld } from './job-world.js';

const SOME_PROGRESS = step('progress', { blocks: 12 });
const HANG = step('hang');

describe('the time of a job', () => {
  it('is used up by probes too', async () => {
    const world = new JobWorld({ ffprobe: [HANG] }, { totalTimeoutMs: 12_000 });
    expect(await world.remux()).toMatchObject({ kind: 'timeout', attempts: [] });
    expect(world.clock.now()).toBeGreaterThanOrEqual(12_000);
    expect(world.clock.now()).toBeLessThan(12_000 + MACHINE.reapBoundMs);
  });

  it('is used up by the look at the output too', async () => {
    const world = new JobWorld({ ffprobeOutput: [HANG] }, { totalTimeoutMs: 20_000 });
    expect(await world.remux()).toMatchObject({ kind: 'timeout', attempts: [{ result: 'timeout' }] });
    expect(world.clock.now()).toBeLessThan(20_000 + MACHINE.reapBoundMs);
  });

  it('does not go by while this process sleeps', async () => {
    const world = new JobWorld(
      { ffmpeg: { default: [SOME_PROGRESS, step('complete')] } },
      { totalTimeoutMs: 60_000 },
    );
    world.clock.world(2_000, () => world.clock.pause());
    world.clock.world(100_000, () => world.clock.resume());
    expect(await world.remux()).toMatchObject({ kind: 'published' });
    expect(world.told('overslept')).toHaveLength(1);
  });

  it('lets an ffprobe live that answered while this process slept', async () => {
    const ffprobe = [step('wait', { for: 5_000 }), step('answer')];
    const world = new JobWorld({ ffprobe }, { probeTimeoutMs: 30_000, totalTimeoutMs: 60_000 });
    world.clock.world(1_000, () => world.clock.pause());
    world.clock.world(100_000, () => world.clock.resume());
    expect(await world.remux()).toMatchObject({ kind: 'published' });
  });
});

describe('a rung that is called off while its temp file is made', () => {
  it('is not started by a job that was cancelled meanwhile', async () => {
    const abort = new AbortController();
    const world = new JobWorld();
    world.files.fault = (operation, path) =>
      operation === 'createExclusive' && path.endsWith('-default')
        ? { afterMs: 5_000, afterwards: () => abort.abort() }
        : undefined;
    expect(await world.remux(abort.signal)).toMatchObject({
      kind: 'cancelled',
      attempts: [],
      cause: { message: 'cancelled before the default attempt', strategy: 'default' },
    });
    expect(world.told('attempt-started')).toEqual([]);
    expect(world.left()).toEqual(['film.mp4.err.log']);
  });

  it('is not started by a job that is out of time', async () => {
    const world = new JobWorld({}, { totalTimeoutMs: 3_000 });
    world.files.fault = (operation, path) =>
      operation === 'createExclusive' && path.endsWith('-default') ? { afterMs: 5_000 } : undefined;
    expect(await world.remux()).toMatchObject({ kind: 'timeout', attempts: [] });
    expect(world.told('attempt-started')).toEqual([]);
    expect(world.left()).toEqual(['film.mp4.err.log']);
  });
});
