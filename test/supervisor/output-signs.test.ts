import { describe, expect, it } from 'vitest';
import type { FileStat } from '../../src/host/files.js';
import { step } from '../../src/script/vocabulary.js';
import type { RemuxOutcome } from '../../src/supervisor/outcome.js';
import { outputSigns } from '../../src/supervisor/output-signs.js';
import { IO_FLOOR_BYTES } from '../../src/watchdog/signs-of-life.js';
import { JobWorld } from './job-world.js';

function signsOf(...looks: (Partial<FileStat> | undefined)[]) {
  const stats = looks.map(
    (look) => look && { kind: 'file' as const, sizeBytes: 1, modifiedAtMs: 1, ...look },
  );
  return outputSigns({ stat: async () => stats.shift() }, '/out/a');
}

async function movesOf(ask: ReturnType<typeof outputSigns>, looks: number): Promise<boolean[]> {
  const moves: boolean[] = [];
  let earlier = (await ask())?.writtenBytes ?? 0;
  for (let look = 1; look < looks; look++) {
    const later = (await ask())?.writtenBytes ?? 0;
    moves.push(later - earlier >= IO_FLOOR_BYTES);
    earlier = later;
  }
  return moves;
}

it('are seen in the time and in the size of the output, and not in a file that stays as it is', async () => {
  const ask = signsOf(
    {},
    { modifiedAtMs: 2 },
    { modifiedAtMs: 2 },
    { modifiedAtMs: 2, sizeBytes: 9 },
    { sizeBytes: 9 },
  );
  expect(await movesOf(ask, 5)).toEqual([true, false, true, true]);
});

it('say nothing of CPU time, and nothing at all of a file that cannot be looked at', async () => {
  const ask = signsOf({}, undefined);
  expect(await ask()).toMatchObject({ cpuMs: Number.NaN, states: '' });
  expect(await ask()).toBeUndefined();
  const dead = outputSigns({ stat: () => Promise.reject(new Error('ETIMEDOUT')) }, '/out/a');
  expect(await dead()).toBeUndefined();
});

describe('an ffmpeg of which the platform tells nothing', () => {
  /** A faststart pass of two minutes, in which only the time of the file changes, if that. */
  async function remuxFinalising(fileTimeMoves: boolean): Promise<RemuxOutcome> {
    const world = new JobWorld({
      ffmpeg: {
        default: [step('progress', { blocks: 12 }), step('wait', { for: 120_000 }), step('complete')],
      },
    });
    world.seesUsage = false;
    const touch = (): void => {
      const temp = world.files.entries.get(`/out/${world.left().find((name) => name.endsWith('-default'))}`);
      if (temp !== undefined && fileTimeMoves) temp.modifiedAtMs += 1_000;
      world.clock.world(1_000, touch);
    };
    touch();
    return world.remux();
  }

  it('is at work as long as the time of its output changes', async () => {
    expect(await remuxFinalising(true)).toMatchObject({ kind: 'published' });
  });

  it('has stalled when nothing changes, and nothing is made up of what it did', async () => {
    const outcome = await remuxFinalising(false);
    expect(outcome).toMatchObject({ kind: 'stalled', cause: { stall: { class: 'blocked' } } });
    const stall = outcome.kind === 'published' ? undefined : outcome.cause.stall;
    expect([stall?.cpuMs, stall?.ioBytes]).toEqual([undefined, undefined]);
  });
});
