import { describe, expect, it } from 'vitest';
import { step } from '../../src/script/vocabulary.js';
import { builtSupervisor, CONTROL } from '../../src/specimens/catalogue.js';
import { OUTPUT, type Script, World } from './world.js';

const STALL_MS = 90_000;
const PROGRESS = step('progress', { blocks: 12 });
const HANG = step('hang');
const STALLING: Script = { default: [PROGRESS, HANG] };
const CRASH = step('exit', { code: 1 });
const SLOW: Script = { default: [step('progress', { for: 60_000 }), step('complete')] };

function worldOf(name: string, scripts: Script | readonly Script[], slots?: number): World {
  const built = builtSupervisor(name);
  if (built === undefined) throw new Error(`no specimen is called ${name}`);
  return new World(built, Array.isArray(scripts) ? scripts : [scripts], slots);
}

/** When ffmpeg was given up, counted from its start. */
function judgedAfterMs(world: World): number {
  const [startedMs = Number.NaN] = world.times('attempt-started');
  const [judgedMs = Number.POSITIVE_INFINITY] = world.times('stalled');
  return judgedMs - startedMs;
}

describe('what the specimens publish', () => {
  it.each<[string, Script]>([
    ['trusts-exit-zero', { default: [step('output', { state: 'partial' }), step('exit')] }],
    [
      'harmless-stderr-excuses',
      { default: [step('stderr', { text: 'packet-corrupt' }), step('write', { size: 4e6 }), PROGRESS, HANG] },
    ],
    ['assumes-h264', { ffprobe: [CRASH] }],
    ['climbs-from-the-bottom', { video: 'hevc' }],
  ])('%s: what the control does not', async (name, script) => {
    const published = { kind: 'published', strategy: 'default' };
    expect(await worldOf(name, script).remux()).toMatchObject(published);
    expect(await worldOf(CONTROL.name, script).remux()).not.toMatchObject(published);
  });

  it('writes-in-place: half a file stands under the final name', async () => {
    const world = worldOf('writes-in-place', STALLING);
    const ended = world.start();
    await world.clock.run(() => world.times('progress').length > 0);
    expect(world.left()).toContain(OUTPUT);
    expect(await world.settle(ended)).toMatchObject({ kind: 'stalled' });
  });

  it('artefacts-out-of-order and stale-error-log: artefacts that contradict the outcome', async () => {
    const empty = [step('output', { state: 'empty' }), step('exit')];
    const failed = worldOf('artefacts-out-of-order', { default: empty, fallback: empty, transcode: empty });
    expect(await failed.remux()).toMatchObject({ kind: 'incomplete' });
    expect(failed.left()).toContain(`${OUTPUT}.meta.json`);
    const published = worldOf('stale-error-log', { default: [CRASH] });
    expect(await published.remux()).toMatchObject({ kind: 'published' });
    expect(published.left()).toContain(`${OUTPUT}.err.log`);
  });
});

describe('how the specimens judge progress', () => {
  it.each<[string, Script]>([
    ['timeout-only', STALLING],
    ['arms-on-first-progress', { default: [HANG] }],
    ['any-line-is-progress', { default: [PROGRESS, step('heartbeat', { blocks: 400 }), HANG] }],
    ['last-is-current', { default: [PROGRESS, step('oscillate', { blocks: 400 }), HANG] }],
    ['na-is-zero', { default: [PROGRESS, ...naInBetween(), HANG] }],
  ])('%s: waits for longer than it may', async (name, script) => {
    const [right, wrong] = [worldOf(CONTROL.name, script), worldOf(name, script)];
    expect(await right.remux()).toMatchObject({ kind: 'stalled' });
    await wrong.remux();
    expect(judgedAfterMs(right)).toBeLessThan(2 * STALL_MS);
    expect(judgedAfterMs(wrong)).toBeGreaterThan(2 * STALL_MS);
  });

  it.each<[string, Script]>([
    [
      'silence-is-always-stall',
      { default: [PROGRESS, step('finalise', { for: 110_000 }), step('complete')] },
    ],
    [
      'reader-spins',
      { default: [step('long-line', { size: 1e6 }), step('progress', { for: 120_000 }), step('complete')] },
    ],
    [
      'waits-for-stderr-eof',
      { default: [step('fork', { steps: [HANG], holdsPipes: true }), step('complete')] },
    ],
  ])('%s: takes a healthy run for a stall', async (name, script) => {
    expect(await worldOf(name, script).remux()).toMatchObject({ kind: 'stalled' });
    expect(await worldOf(CONTROL.name, script).remux()).toMatchObject({ kind: 'published' });
  });

  it('sleep-counts: holds its own sleep against ffmpeg', async () => {
    for (const [name, kind] of [
      ['sleep-counts', 'stalled'],
      [CONTROL.name, 'published'],
    ] as const) {
      const world = worldOf(name, { default: [step('progress', { for: 300_000 }), step('complete')] });
      world.clock.world(20_000, () => world.clock.pause());
      world.clock.world(150_000, () => world.clock.resume());
      expect(await world.remux(), name).toMatchObject({ kind });
    }
  });

  it('polls-each-tick: is late by what is missing to the next tick', async () => {
    const world = worldOf('polls-each-tick', STALLING);
    await world.remux();
    expect(judgedAfterMs(world) % 5_000).toBeCloseTo(0, 3);
    expect(judgedAfterMs(world)).toBeGreaterThan(STALL_MS);
  });
});

describe('how the specimens end', () => {
  it.each<[string, Script]>([
    ['probe-without-timeout', { ffprobe: [HANG] }],
    ['waits-for-close', { default: [step('fork', { steps: [HANG], holdsPipes: true }), step('complete')] }],
  ])('%s: never, where the control does', async (name, script) => {
    expect(await worldOf(name, script).remux()).toBeUndefined();
    expect(await worldOf(CONTROL.name, script).remux()).toBeDefined();
  });

  it('kills-leader-only: with a descendant alive', async () => {
    const fork = step('fork', { steps: [step('write', { size: 65_536, times: 0 })] });
    const world = worldOf('kills-leader-only', { default: [fork, PROGRESS, HANG] });
    expect(await world.remux()).toMatchObject({ kind: 'stalled' });
    expect(world.processes.living()).toHaveLength(1);
  });

  it('forgets-lock: with its lock in place', async () => {
    const world = worldOf('forgets-lock', {});
    expect(await world.remux()).toMatchObject({ kind: 'published' });
    expect(world.left()).toContain(`${OUTPUT}.lock`);
  });

  it('ignores-cancel: as if nobody had asked', async () => {
    const world = worldOf('ignores-cancel', SLOW);
    const abort = new AbortController();
    const ended = world.start(0, OUTPUT, abort.signal);
    world.clock.world(20_000, () => abort.abort());
    expect(await world.settle(ended)).toMatchObject({ kind: 'published' });
  });

  it('retries-stalls and retries-everything: with attempts that a stall or a full disk forbids', async () => {
    expect((await worldOf('retries-stalls', STALLING).remux())?.attempts).toHaveLength(2);
    const full: Script = { default: [PROGRESS, step('disk-full')] };
    expect((await worldOf('retries-everything', full).remux())?.attempts).toHaveLength(2);
  });

  it('counts-stalls-twice and says-nothing: with two stalls for one, or none', async () => {
    const twice = worldOf('counts-stalls-twice', STALLING);
    await twice.remux();
    expect(await twice.metrics()).toContain('xg2g_vod_remux_stalls_total{strategy="default"} 2');
    const silent = worldOf('says-nothing', STALLING);
    await silent.remux();
    expect(silent.times('stalled')).toEqual([]);
    expect(silent.text(`${OUTPUT}.err.log`)).not.toContain('stalled');
  });
});

describe('how the specimens share', () => {
  it('leaks-slot: the next job waits for ever', async () => {
    const world = worldOf('leaks-slot', [{ video: 'cinepak' }, {}], 1);
    expect(await world.remux()).toMatchObject({ kind: 'refused' });
    expect(await world.settle(world.start(1))).toBeUndefined();
  });

  it('releases-twice: more jobs run than may', async () => {
    for (const [name, most] of [
      ['releases-twice', 2],
      [CONTROL.name, 1],
    ] as const) {
      const world = worldOf(name, [SLOW, SLOW, SLOW], 1);
      await world.settle(Promise.all([0, 1, 2].map((index) => world.start(index))));
      expect(mostAtOnce(world), name).toBe(most);
    }
  });

  it('shares-temp-name: two attempts write one file', async () => {
    const world = worldOf('shares-temp-name', { default: [CRASH] });
    await world.remux();
    const temps = world.deeds.flatMap((deed) => (deed.kind === 'started' ? (deed.writesTo ?? []) : []));
    expect(temps).toHaveLength(2);
    expect(new Set(temps).size).toBe(1);
  });

  it('lock-expires: a second job runs for the same output', async () => {
    const world = worldOf('lock-expires', [{ default: [step('progress', { for: 300_000 })] }, {}]);
    void world.start(0);
    await world.clock.run(() => false, STALL_MS + 10_000);
    expect(await world.settle(world.start(1, OUTPUT))).toMatchObject({ kind: 'published' });
  });

  it('lock-without-owner: the lock of a dead owner turns a job away', async () => {
    for (const [name, kind] of [
      ['lock-without-owner', 'busy'],
      [CONTROL.name, 'published'],
    ] as const) {
      const world = worldOf(name, {});
      const owner = { ...world.processes.identity(), startTime: 'that of a process that is gone' };
      const text = JSON.stringify({ v: 1, token: 'abc', owner, jobId: 'x', since: '' });
      world.files.entries.set(`${OUTPUT}.lock`, { text, sizeBytes: text.length, modifiedAtMs: 0 });
      expect(await world.remux(), name).toMatchObject({ kind });
    }
  });
});

function naInBetween() {
  const pair = [
    step('not-available', { blocks: 3, every: 5_000 }),
    step('heartbeat', { blocks: 3, every: 5_000 }),
  ];
  return [...pair, ...pair, ...pair, ...pair, ...pair, ...pair];
}

function mostAtOnce(world: World): number {
  let running = 0;
  let most = 0;
  for (const { event } of world.events) {
    if (event === 'attempt-started') most = Math.max(most, ++running);
    if (event === 'attempt-ended') running--;
  }
  return most;
}
