import { describe, expect, it } from 'vitest';
import { step } from '../../src/script/vocabulary.js';
import { JobWorld, LOCK } from './job-world.js';

const SOME_PROGRESS = step('progress', { blocks: 12 });
const HANG = step('hang');
const STUCK_CHILD = step('fork', { steps: [step('stuck')] });

describe('a job with a process that cannot be killed', () => {
  it('keeps slot, lock and temp file, and gives them back when it is gone', async () => {
    const world = new JobWorld({ ffmpeg: { default: [SOME_PROGRESS, HANG] } });
    const ffmpeg = world.holdFast('ffmpeg', 1);
    expect(await world.remux()).toMatchObject({ kind: 'stalled', cause: { unkillable: true } });
    const kept = [expect.stringMatching(/\.tmp-.*-default$/), 'film.mp4.err.log', 'film.mp4.lock'];
    expect(world.left()).toHaveLength(3);
    expect(world.left()).toEqual(expect.arrayContaining(kept));
    expect(world.supervisor.load().inUse).toBe(1);
    expect(await world.remux()).toMatchObject({ kind: 'busy' });
    ffmpeg.release();
    await world.pass(2_000);
    expect(world.supervisor.load().inUse).toBe(0);
    expect(world.left()).toEqual(['film.mp4.err.log']);
  });

  const slowly = [step('wait', { for: 1_000 }), step('answer')];
  // A claim that cannot be true has the recording measured; an output of another length, both files.
  const wildClaim = { claimedDurationMs: 1e9, ffprobe: slowly };
  const halfOutput = {
    ffmpeg: { default: [step('finish', { fraction: 0.5 })] },
    ffprobe: slowly,
    ffprobeOutput: slowly,
  };
  const falseClaim = { claimedDurationMs: 2_000_000, ffprobe: slowly, ffprobeOutput: slowly };
  const twoParts = { ...wildClaim, furtherParts: ['/in/b.ts'] };
  it.each([
    ['looks at the recording', wildClaim, 1, 'refused'],
    ['measures the recording', wildClaim, 2, 'refused'],
    ['looks at the output', halfOutput, 2, 'incomplete'],
    ['measures the recording because of the output', halfOutput, 3, 'incomplete'],
    ['measures the output', halfOutput, 4, 'incomplete'],
    ['measures an output that is right after all', falseClaim, 4, 'incomplete'],
    ['measures the first of two parts', twoParts, 2, 'refused'],
  ])('keeps them for an ffprobe that %s, and starts nothing more', async (_, script, invocation, kind) => {
    const world = new JobWorld(script);
    const ffprobe = world.holdFast('ffprobe', invocation);
    expect(await world.remux()).toMatchObject({ kind, cause: { unkillable: true } });
    expect(world.left()).toContain('film.mp4.lock');
    expect(world.supervisor.load().inUse).toBe(1);
    expect(world.started.filter((tool) => tool === 'ffprobe')).toHaveLength(invocation);
    ffprobe.release();
    await world.pass(2_000);
    expect(world.left()).toEqual(['film.mp4.err.log']);
    expect(world.supervisor.load().inUse).toBe(0);
  });

  it('does not look at an output that a descendant may still write to, although ffmpeg exited with 0', async () => {
    const world = new JobWorld({ ffmpeg: { default: [SOME_PROGRESS, STUCK_CHILD, step('complete')] } });
    expect(await world.remux()).toMatchObject({
      kind: 'incomplete',
      cause: { unkillable: true, message: expect.stringContaining('a process that it left behind') },
      attempts: [{ result: 'incomplete', exitCode: 0, leaked: true }],
    });
    expect(world.left()).toEqual(
      expect.arrayContaining([expect.stringMatching(/-default$/), 'film.mp4.lock']),
    );
    expect(world.started).toEqual(['ffprobe', 'ffmpeg']);
  });

  it('names it in the lock before it answers, and the lock is its own when the supervisor dies', async () => {
    const world = new JobWorld({ ffmpeg: { default: [SOME_PROGRESS, HANG] } });
    const ffmpeg = world.holdFast('ffmpeg', 1);
    let lockAtAnswer = '';
    await world.settle(
      world.start().then(() => {
        lockAtAnswer = world.text(LOCK);
      }),
    );
    const [held] = world.processes.living();
    expect(JSON.parse(lockAtAnswer)).toMatchObject({
      owner: world.processes.self,
      holders: [world.processes.identity(held?.pid ?? 0)],
    });
    world.restart();
    expect(await world.remux()).toMatchObject({
      kind: 'busy',
      cause: {
        message: expect.stringContaining(`process ${held?.pid} on simulated, which could not be killed`),
      },
    });
    ffmpeg.release();
    world.onStarted = () => {};
    const again = world.start();
    await world.settle(again);
    expect(world.told('lock-taken').at(-1)).toMatchObject({ recovered: true });
    expect(world.told('recovered').at(-1)?.removed).toEqual([expect.stringMatching(/-default$/)]);
  });

  it('names a descendant whose parent is dead', async () => {
    const world = new JobWorld({
      ffmpeg: { default: [SOME_PROGRESS, STUCK_CHILD, step('exit', { code: 1 })] },
    });
    expect(await world.remux()).toMatchObject({ kind: 'crashed', cause: { unkillable: true } });
    const [child] = world.processes.living();
    expect(JSON.parse(world.text(LOCK)).holders).toEqual([world.processes.identity(child?.pid ?? 0)]);
    expect(world.told('retrying')).toEqual([]);
  });

  it('answers although the lock cannot be written, and says so', async () => {
    const world = new JobWorld({ ffmpeg: { default: [SOME_PROGRESS, HANG] } });
    world.holdFast('ffmpeg', 1);
    world.files.fault = (operation, path) =>
      operation === 'rename' && path === LOCK ? { fail: 'EIO' } : undefined;
    expect(await world.remux()).toMatchObject({ kind: 'stalled', cause: { unkillable: true } });
    expect(world.told('warning')).toMatchObject([
      { message: expect.stringMatching(/the lock does not name the process.*EIO/) },
    ]);
  });
});
