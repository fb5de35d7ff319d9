import { describe, expect, it } from 'vitest';
import { step } from '../../src/script/vocabulary.js';
import { INPUT, JobWorld, LOCK, OUTPUT } from './job-world.js';

const SOME_PROGRESS = step('progress', { blocks: 12 });

describe('a lock that cannot be given back', () => {
  function withDeadMount(world: JobWorld): { answers: boolean } {
    const mount = { answers: false };
    world.files.fault = (operation, path) => {
      if (mount.answers || operation !== 'remove' || path !== LOCK) return undefined;
      return { fail: 'EIO' };
    };
    return mount;
  }

  it('is given back when the mount answers again', async () => {
    const world = new JobWorld();
    const mount = withDeadMount(world);
    expect(await world.remux()).toMatchObject({ kind: 'published' });
    expect(world.told('warning')).toMatchObject([
      { message: expect.stringContaining('could not be removed') },
    ]);
    await world.pass(5_000);
    expect(world.left()).toContain('film.mp4.lock');
    mount.answers = true;
    await world.pass(60_000);
    expect(world.left()).toEqual(['film.mp4', 'film.mp4.meta.json']);
    expect(world.told('lock-released')).toHaveLength(1);
  });

  it('does not turn the next job of the same supervisor away', async () => {
    const world = new JobWorld();
    const mount = withDeadMount(world);
    await world.remux();
    expect(await world.remux()).toMatchObject({ kind: 'io-error' });
    mount.answers = true;
    expect(await world.remux()).toMatchObject({ kind: 'published' });
    await world.pass(600_000);
    expect(world.left()).toEqual(['film.mp4', 'film.mp4.meta.json']);
  });
});

describe('a recording without a byte', () => {
  it('is refused at once, and nothing is run', async () => {
    const world = new JobWorld({ sizeBytes: 0 });
    expect(await world.remux()).toMatchObject({
      kind: 'refused',
      cause: { message: 'refused: the recording is empty' },
      attempts: [],
    });
    expect(world.told('slot-taken')).toEqual([]);
    expect(world.left()).toEqual(['film.mp4.err.log']);
  });
});

describe('what a job tells', () => {
  it('holds whole milliseconds', async () => {
    const crash = [SOME_PROGRESS, step('wait', { for: 0.3 }), step('exit', { code: 1 })];
    const world = new JobWorld({ durationMs: 2_400_000.123, ffmpeg: { default: crash } });
    const outcome = await world.remux();
    expect(outcome.kind).toBe('published');
    const told = world.events.map(({ atMs, ...event }) => event);
    const texts = [...told.map((event) => JSON.stringify(event)), world.text(`${OUTPUT}.meta.json`)];
    const times = texts.flatMap((text) => [...text.matchAll(/"(\w+Ms)":\s*([\d.e+-]+)/g)]);
    expect(times.length).toBeGreaterThan(8);
    expect(times.filter(([, , number]) => !Number.isInteger(Number(number)))).toEqual([]);
  });
});

describe('the time that a job has', () => {
  it('is counted from the size of its recording, where nobody has set it', async () => {
    const ffmpeg = { default: [step('progress', { for: 3 * 3_600_000, every: 60_000 })] };
    const world = new JobWorld({ sizeBytes: 4e9, ffmpeg });
    expect(await world.remux()).toMatchObject({ kind: 'timeout', attempts: [{ strategy: 'default' }] });
    expect(world.clock.now()).toBeGreaterThanOrEqual(24 * 60_000);
    expect(world.clock.now()).toBeLessThan(25 * 60_000);
  });
});

describe('the slot of a job', () => {
  it('is free before the output is flushed, which takes as long as the disk wants', async () => {
    const world = new JobWorld({}, { slots: 1 });
    world.files.fault = (operation) => (operation === 'sync' ? { afterMs: 60_000 } : undefined);
    expect(await world.remux()).toMatchObject({ kind: 'published' });
    const told = world.events.map(({ event }) => event);
    expect(told.filter((event) => event === 'slot-released')).toHaveLength(1);
    expect(told.indexOf('slot-released')).toBeLessThan(told.indexOf('publishing'));
  });
});

describe('the lock of a job that failed', () => {
  it('is given back only when its error log stands there, however slow the disk is', async () => {
    const world = new JobWorld({ ffmpeg: { default: [step('die', { signal: 'SIGKILL' })] } });
    let lockStood = false;
    world.files.fault = (operation, path) => {
      if (operation !== 'rename' || !path.endsWith('.err.log')) return undefined;
      const afterwards = (): void => {
        lockStood = world.left().includes('film.mp4.lock');
      };
      return { afterMs: 5_000, afterwards };
    };
    expect(await world.remux()).toMatchObject({ kind: 'killed' });
    expect(lockStood).toBe(true);
    expect(world.left()).toEqual(['film.mp4.err.log']);
  });
});

describe('an output in whose place a link is put', () => {
  it('is not published, nor is what the link leads to', async () => {
    const world = new JobWorld({ ffprobeOutput: [step('wait', { for: 2_000 }), step('answer')] });
    world.files.fault = (operation, path) => {
      const temp = world.files.entries.get(path);
      if (operation === 'lstat' && path.endsWith('-default') && temp !== undefined) temp.linkTo = INPUT;
      return undefined;
    };
    expect(await world.remux()).toMatchObject({
      kind: 'io-error',
      cause: { message: expect.stringContaining('no longer the file that was written') },
    });
    expect(world.left()).toEqual(['film.mp4.err.log']);
  });
});

describe('an ffmpeg that nobody can execute', () => {
  it.each([126, 127])('is not tried on every rung (exit %i)', async (code) => {
    const world = new JobWorld({ ffmpeg: { default: [step('exit', { code })] } });
    expect(await world.remux()).toMatchObject({
      kind: 'not-started',
      cause: { message: `ffmpeg could not be executed (exit ${code})` },
      attempts: [{ strategy: 'default', exitCode: code }],
    });
  });
});

describe('an ffprobe that nobody can execute', () => {
  it.each([126, 127])('is no fault of the recording (exit %i)', async (code) => {
    const world = new JobWorld({ ffprobe: [step('exit', { code })] });
    expect(await world.remux()).toMatchObject({ kind: 'not-started', attempts: [] });
    expect(world.started).toEqual(['ffprobe']);
  });
});

describe('what an earlier job said', () => {
  const METADATA = `${OUTPUT}.meta.json`;
  const put = (world: JobWorld, path: string): void => {
    world.files.entries.set(path, { text: 'old', sizeBytes: 3, modifiedAtMs: 0 });
  };

  it('is gone after a failure where no film stands beside it, and stays where one does', async () => {
    for (const [stands, kept] of [
      [[METADATA], []],
      [
        [METADATA, OUTPUT],
        [METADATA, OUTPUT],
      ],
    ] as const) {
      const world = new JobWorld({ ffmpeg: { default: [step('die', { signal: 'SIGKILL' })] } });
      for (const path of [...stands, `${OUTPUT}.err.log`]) put(world, path);
      expect(await world.remux()).toMatchObject({ kind: 'killed' });
      expect(world.text(`${OUTPUT}.err.log`)).not.toBe('old');
      expect(world.left().map((name) => `/out/${name}`)).toEqual([...kept, `${OUTPUT}.err.log`].sort());
    }
  });
});

describe('a job that fails', () => {
  const STALL = { default: [SOME_PROGRESS, step('hang')] };

  it('gives back the slot, then the room of its output, tells why, and unlocks last', async () => {
    const world = new JobWorld({ ffmpeg: STALL });
    const done: string[] = [];
    world.files.onChange = (operation, path) => {
      if (world.told('stalled').length === 0) return;
      if (done.length === 0) expect(world.told('slot-released')).toHaveLength(1);
      done.push(`${operation} ${path.replace(/tmp-\w+-/, 'tmp-')}`);
    };
    expect(await world.remux()).toMatchObject({ kind: 'stalled' });
    expect(done).toEqual([
      `remove ${OUTPUT}.tmp-default`,
      `createExclusive ${OUTPUT}.tmp-errlog`,
      `rename ${OUTPUT}.err.log`,
      `remove ${LOCK}`,
    ]);
  });

  it('gives back the slot at once where the disk takes its time', async () => {
    const world = new JobWorld({ ffmpeg: STALL });
    world.files.fault = (operation, path) =>
      operation === 'remove' && path.endsWith('-default') ? { afterMs: 5_000 } : undefined;
    await world.remux();
    const [[killed], [freed], [unlocked]] = [
      world.told('stalled'),
      world.told('slot-released'),
      world.told('lock-released'),
    ];
    expect((freed?.atMs ?? Number.NaN) - (killed?.atMs ?? Number.NaN)).toBeLessThan(100);
    expect((unlocked?.atMs ?? Number.NaN) - (freed?.atMs ?? Number.NaN)).toBeGreaterThanOrEqual(5_000);
  });

  it('has room for its error log where its own output has filled the disk', async () => {
    const world = new JobWorld({ ffmpeg: { default: [SOME_PROGRESS, step('disk-full')] } });
    expect(await world.remux()).toMatchObject({ kind: 'no-space' });
    expect(world.told('warning')).toEqual([]);
    expect(world.left()).toEqual(['film.mp4.err.log']);
  });

  it('has nothing left of one rung when it tries the next', async () => {
    const world = new JobWorld({ ffmpeg: { default: [SOME_PROGRESS, step('exit', { code: 1 })] } });
    const seen: string[][] = [];
    world.onStarted = ({ tool }) => {
      if (tool === 'ffmpeg') seen.push(world.left().filter((name) => name.includes('.tmp-')));
    };
    expect(await world.remux()).toMatchObject({ kind: 'published' });
    expect(seen.map((names) => names.map((name) => name.split('-').at(-1)))).toEqual([
      ['default'],
      ['fallback'],
    ]);
  });
});
