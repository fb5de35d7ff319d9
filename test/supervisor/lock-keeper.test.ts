import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.js';
import type { Host } from '../../src/host/host.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { SimProcesses } from '../../src/sim/sim-processes.js';
import { boundedFiles } from '../../src/supervisor/bounded-files.js';
import type { LockResult, TakenLock } from '../../src/supervisor/lock.js';
import { LockKeeper } from '../../src/supervisor/lock-keeper.js';
import { tempNames } from '../../src/supervisor/temp-names.js';

const HOUR_MS = 3_600_000;

describe('keeping locks', () => {
  let clock: SimClock;
  let files: SimFiles;
  let host: Host;
  let keeper: LockKeeper;
  let told: string[];
  let broken: boolean;
  let removals: number;

  beforeEach(() => {
    clock = new SimClock();
    files = new SimFiles(clock);
    const processes = new SimProcesses({ clock, launch: () => undefined });
    host = { clock, files, processes, random: seededRandom(1) };
    keeper = new LockKeeper(host, files);
    told = [];
    broken = false;
    removals = 0;
    files.fault = (operation, path) => {
      if (operation !== 'remove' || !path.endsWith('.lock')) return undefined;
      removals++;
      return broken ? { fail: 'EIO' } : undefined;
    };
  });

  async function settle<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = (): void => {
      done = true;
    };
    work.then(end, end);
    await clock.run(() => done, clock.now() + HOUR_MS);
    if (!done) throw new Error('it never settled');
    return work;
  }

  const take = (film: string, by = keeper): Promise<LockResult> =>
    settle(by.take(`/out/${film}.lock`, tempNames(`/out/${film}`, host.random), 'job'));
  const listener = (film: string) => ({
    released: () => told.push(`released ${film}`),
    failed: () => told.push(`failed ${film}`),
  });

  async function taken(film: string): Promise<TakenLock> {
    const lock = await take(film);
    if (lock.kind === 'held') throw new Error(`held by ${lock.by}`);
    return lock;
  }

  async function takeAndGiveBack(film: string): Promise<void> {
    const lock = await taken(film);
    await settle(keeper.giveBack(`/out/${film}.lock`, lock, listener(film)));
  }

  async function pass(forMs: number): Promise<void> {
    await clock.run(() => false, clock.now() + forMs);
  }

  it('gives one back at once when nothing is wrong', async () => {
    await takeAndGiveBack('a');
    expect(told).toEqual(['released a']);
    await pass(HOUR_MS);
    expect(removals).toBe(1);
  });

  it('tries again at growing intervals, and not for ever', async () => {
    broken = true;
    await takeAndGiveBack('a');
    expect(told).toEqual(['failed a']);
    await pass(3_500);
    expect(removals).toBe(3);
    await pass(HOUR_MS);
    expect(removals).toBe(9);
    expect(told).toEqual(['failed a']);
  });

  it('has given it back as soon as one try succeeds', async () => {
    broken = true;
    await takeAndGiveBack('a');
    broken = false;
    await pass(1_500);
    expect(told).toEqual(['failed a', 'released a']);
    expect(files.entries.size).toBe(0);
  });

  it('lets the next job of the same supervisor have it meanwhile, and never takes that one away', async () => {
    broken = true;
    await takeAndGiveBack('a');
    broken = false;
    expect(await take('a')).toMatchObject({ kind: 'taken', recovered: true });
    const before = files.entries.get('/out/a.lock');
    await pass(HOUR_MS);
    expect(files.entries.get('/out/a.lock')).toBe(before);
  });

  it('waits for a try that is under way before it takes the lock anew', async () => {
    broken = true;
    await takeAndGiveBack('a');
    let isFirst = true;
    files.fault = (operation, path) => {
      if (operation !== 'remove' || path !== '/out/a.lock' || !isFirst) return undefined;
      isFirst = false;
      return { afterMs: 5_000 };
    };
    await pass(1_500);
    expect(await take('a')).toMatchObject({ kind: 'taken' });
    await pass(HOUR_MS);
    expect(files.entries.has('/out/a.lock')).toBe(true);
    expect(told).toEqual(['failed a', 'released a']);
  });

  it('goes on trying when the next job could not take it either', async () => {
    broken = true;
    await takeAndGiveBack('a');
    await expect(take('a')).rejects.toThrow(/EIO/);
    broken = false;
    await pass(10_000);
    expect(told).toEqual(['failed a', 'released a']);
  });

  it('tries those that were given up when another one could be given back', async () => {
    broken = true;
    await takeAndGiveBack('a');
    await pass(HOUR_MS);
    broken = false;
    await takeAndGiveBack('b');
    await pass(1_000);
    expect(told).toEqual(['failed a', 'released b', 'released a']);
    expect(files.entries.size).toBe(0);
  });

  it("lets a right to take over that it could not remove stand in nobody's way but that of others", async () => {
    const owner = { ...host.processes.identity(), pid: 1, startTime: '' };
    const text = JSON.stringify({ v: 1, token: 'dead', owner, jobId: 'a', since: '' });
    files.entries.set('/out/a.lock', { text, sizeBytes: text.length, modifiedAtMs: 0 });
    files.fault = (operation, path) =>
      operation === 'remove' && path.includes('.lock') && broken ? { fail: 'EIO' } : undefined;
    broken = true;
    await expect(take('a')).rejects.toThrow(/EIO/);
    broken = false;
    expect([...files.entries.keys()]).toEqual(['/out/a.lock', '/out/a.lock-takeover-dead']);
    expect(await take('a', new LockKeeper(host, files))).toMatchObject({ kind: 'held' });
    expect(await take('a')).toMatchObject({ kind: 'taken', recovered: true });
    expect([...files.entries.keys()]).toEqual(['/out/a.lock']);
  });

  it('is no licence for another supervisor', async () => {
    broken = true;
    await takeAndGiveBack('a');
    broken = false;
    expect(await take('a', new LockKeeper(host, files))).toMatchObject({ kind: 'held' });
  });

  describe('on a mount that answers after nobody waits any more', () => {
    const SLOW_MS = 20_000;
    let bounded: LockKeeper;

    beforeEach(() => {
      bounded = new LockKeeper(host, boundedFiles(files, clock));
    });

    /** The first link to such a name takes that long, and has its effect all the same. */
    function slowLink(ending: string, takesMs = SLOW_MS): void {
      let isFirst = true;
      files.fault = (operation, path) => {
        if (operation !== 'link' || !path.endsWith(ending) || !isFirst) return undefined;
        isFirst = false;
        return { afterMs: takesMs };
      };
    }

    it('lets the next job of the same supervisor have what came of it', async () => {
      slowLink('.lock');
      await expect(take('a', bounded)).rejects.toThrow(/no answer/);
      await pass(SLOW_MS / 2 + 1_000);
      expect(files.entries.has('/out/a.lock')).toBe(true);
      expect(await take('a')).toMatchObject({ kind: 'held' });
      expect(await take('a', bounded)).toMatchObject({ kind: 'taken', recovered: true });
      const before = files.entries.get('/out/a.lock');
      await pass(HOUR_MS);
      expect(files.entries.get('/out/a.lock')).toBe(before);
    });

    it.each([SLOW_MS, 4 * SLOW_MS])('removes a lock that came after %d ms', async (takesMs) => {
      slowLink('.lock', takesMs);
      await expect(take('a', bounded)).rejects.toThrow(/no answer/);
      await pass(takesMs);
      await pass(HOUR_MS);
      expect(files.entries.has('/out/a.lock')).toBe(false);
      expect(await take('a')).toMatchObject({ kind: 'taken', recovered: false });
    });

    it('does not wait for ever for a lock that never comes', async () => {
      slowLink('.lock', 2 * HOUR_MS);
      await expect(take('a', bounded)).rejects.toThrow(/no answer/);
      let reads = 0;
      files.fault = (operation) => {
        if (operation === 'read') reads++;
        return undefined;
      };
      await pass(HOUR_MS);
      expect(reads).toBeGreaterThan(0);
      expect(reads).toBeLessThan(10);
    });

    it('takes over under a right that came late', async () => {
      const owner = { ...host.processes.identity(), pid: 1, startTime: '' };
      const text = JSON.stringify({ v: 1, token: 'dead', owner, jobId: 'a', since: '' });
      files.entries.set('/out/a.lock', { text, sizeBytes: text.length, modifiedAtMs: 0 });
      slowLink('-takeover-dead');
      await expect(take('a', bounded)).rejects.toThrow(/no answer/);
      await pass(HOUR_MS);
      expect(files.entries.has('/out/a.lock-takeover-dead')).toBe(true);
      expect(await take('a', bounded)).toMatchObject({ kind: 'taken', recovered: true });
      expect(files.entries.has('/out/a.lock-takeover-dead')).toBe(false);
    });
  });
});
