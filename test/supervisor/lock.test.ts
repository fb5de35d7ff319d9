import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.js';
import type { Host } from '../../src/host/host.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { SimProcesses } from '../../src/sim/sim-processes.js';
import { type LockResult, takeLock } from '../../src/supervisor/lock.js';
import { tempNames } from '../../src/supervisor/temp-names.js';

const LOCK = '/out/film.mp4.lock';

describe('lock', () => {
  let clock: SimClock;
  let files: SimFiles;
  let processes: SimProcesses;
  let random: () => number;

  beforeEach(() => {
    clock = new SimClock();
    files = new SimFiles(clock);
    processes = new SimProcesses({ clock, launch: () => undefined });
    random = seededRandom(1);
  });

  function startTaking(jobId: string): Promise<LockResult> {
    const host: Host = { clock, files, processes, random };
    return takeLock(host, files, LOCK, tempNames('/out/film.mp4', random), jobId);
  }

  async function settle<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = (): void => {
      done = true;
    };
    work.then(end, end);
    expect(await clock.run(() => done)).toBe('done');
    return work;
  }

  it('names its owner, and is gone after release, with no temp file beside it', async () => {
    const lock = await settle(startTaking('a'));
    expect(lock).toMatchObject({ kind: 'taken', recovered: false });
    expect(JSON.parse(files.entries.get(LOCK)?.text ?? '')).toMatchObject({
      v: 1,
      owner: processes.self,
      jobId: 'a',
    });
    if (lock.kind === 'taken') await settle(lock.release());
    expect([...files.entries.keys()]).toEqual([]);
  });

  it('is held by a living owner, and touches nothing', async () => {
    await settle(startTaking('a'));
    const before = [...files.entries];
    expect(await settle(startTaking('b'))).toMatchObject({
      kind: 'held',
      by: expect.stringContaining('process'),
    });
    expect([...files.entries]).toEqual(before);
  });

  it('is never stolen for its age', async () => {
    await settle(startTaking('a'));
    await clock.run(() => false, 100 * 3_600_000);
    expect(await settle(startTaking('b'))).toMatchObject({ kind: 'held' });
  });

  it('is taken over at once from an owner that is dead', async () => {
    await settle(startTaking('a'));
    processes.endSupervisor();
    expect(await settle(startTaking('b'))).toMatchObject({ kind: 'taken', recovered: true });
    expect([...files.entries.keys()]).toEqual([LOCK]);
  });

  it('goes to exactly one of several that find a dead owner at the same moment', async () => {
    await settle(startTaking('a'));
    processes.endSupervisor();
    const results = await settle(Promise.all(['b', 'c', 'd', 'e'].map((job) => startTaking(job))));
    expect(results.filter((result) => result.kind === 'taken')).toHaveLength(1);
    expect([...files.entries.keys()]).toEqual([LOCK]);
  });

  it.each([
    ['of another host', { host: 'elsewhere', bootId: 'boot-1', pid: 1, startTime: '1' }],
    ['with a broken owner', { host: 'simulated' }],
  ])('%s is left alone', async (_, owner) => {
    files.entries.set(LOCK, lockFile(owner));
    expect(await settle(startTaking('b'))).toMatchObject({ kind: 'held' });
  });

  it('of another boot is dead, and so is one whose pid belongs to a younger process', async () => {
    files.entries.set(LOCK, lockFile({ ...processes.self, bootId: 'boot-0' }));
    expect(await settle(startTaking('b'))).toMatchObject({ kind: 'taken', recovered: true });
    files.entries.set(LOCK, lockFile({ ...processes.self, startTime: '1' }));
    expect(await settle(startTaking('c'))).toMatchObject({ kind: 'taken', recovered: true });
  });

  it('works where the file system has no hard links', async () => {
    files.fault = (operation) => (operation === 'link' ? { fail: 'EPERM' } : undefined);
    expect(await settle(startTaking('a'))).toMatchObject({ kind: 'taken' });
    expect(await settle(startTaking('b'))).toMatchObject({ kind: 'held' });
  });

  it('is held by whoever took the temp file of a rival away, because he has the lock', async () => {
    let attempts = 0;
    files.fault = (operation) => {
      if (operation !== 'link' || ++attempts > 1) return undefined;
      files.entries.set(LOCK, lockFile(processes.self));
      return { fail: 'ENOENT' };
    };
    expect(await settle(startTaking('a'))).toMatchObject({ kind: 'held' });
    expect([...files.entries.keys()]).toEqual([LOCK]);
  });

  it('gives back only its own', async () => {
    const lock = await settle(startTaking('a'));
    files.entries.set(LOCK, lockFile({ ...processes.self, host: 'elsewhere' }));
    if (lock.kind === 'taken') await settle(lock.release());
    expect(files.entries.has(LOCK)).toBe(true);
  });

  it('names further holders, and is theirs too when its owner is dead', async () => {
    const lock = await settle(startTaking('a'));
    if (lock.kind === 'held') throw new Error('it was free');
    const stuck = processes.create(undefined, [], () => {});
    stuck.uninterruptible = true;
    const identity = processes.identity(stuck.pid);
    await settle(lock.nameHolders(identity === undefined ? [] : [identity]));
    expect(JSON.parse(files.entries.get(LOCK)?.text ?? '')).toMatchObject({
      owner: processes.self,
      jobId: 'a',
      holders: [identity],
    });
    expect([...files.entries.keys()]).toEqual([LOCK]);
    processes.endSupervisor();
    expect(await settle(startTaking('b'))).toEqual({
      kind: 'held',
      by: expect.stringContaining(`process ${stuck.pid} on simulated, which could not be killed`),
    });
    stuck.interruptible();
    expect(await settle(startTaking('c'))).toMatchObject({ kind: 'taken', recovered: true });
  });

  it('is given back with the holders that it names', async () => {
    const lock = await settle(startTaking('a'));
    if (lock.kind === 'held') throw new Error('it was free');
    await settle(lock.nameHolders([processes.self]));
    await settle(lock.release());
    expect([...files.entries.keys()]).toEqual([]);
  });

  it('is given back whatever became of naming its holders', async () => {
    for (const failing of ['createExclusive', 'rename']) {
      const lock = await settle(startTaking('a'));
      if (lock.kind === 'held') throw new Error('it was free');
      files.fault = (operation) => (operation === failing ? { fail: 'EIO' } : undefined);
      await expect(settle(lock.nameHolders([processes.self]))).rejects.toThrow(/EIO/);
      files.fault = () => undefined;
      await settle(lock.release());
      expect([...files.entries.keys()]).toEqual([]);
    }
  });

  it('names no holder in the lock of somebody else', async () => {
    const lock = await settle(startTaking('a'));
    files.entries.set(LOCK, lockFile(processes.self));
    if (lock.kind === 'taken') await settle(lock.nameHolders([processes.self]));
    expect(files.entries.get(LOCK)?.text).not.toContain('holders');
  });

  it.each([
    ['a link to the lock of a dead owner', true],
    ['a link to nothing', false],
  ])('is held by %s, which stays as it is', async (_, isThere) => {
    if (isThere) files.entries.set('/in/elsewhere', lockFile({ ...processes.self, bootId: 'boot-0' }));
    files.entries.set(LOCK, { text: '', sizeBytes: 0, modifiedAtMs: 0, linkTo: '/in/elsewhere' });
    const before = [...files.entries];
    const lock = await settle(startTaking('a'));
    expect(lock).toEqual({ kind: 'held', by: expect.stringContaining('a symbolic link') });
    expect([...files.entries]).toEqual(before);
  });

  it('is held by a folder of that name', async () => {
    files.folders.add(LOCK);
    const lock = await settle(startTaking('a'));
    expect(lock).toEqual({ kind: 'held', by: expect.stringContaining('a folder') });
    expect([...files.entries.keys()]).toEqual([]);
  });
});

function lockFile(owner: object) {
  const text = JSON.stringify({ v: 1, token: 'abc', owner, jobId: 'x', since: '' });
  return { text, sizeBytes: text.length, modifiedAtMs: 0 };
}
