import { describe, expect, it } from 'vitest';
import type { FileOperations } from '../../src/host/files.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { describeFilesContract } from '../host-contract/files-contract.js';
import { describeFilesInTurnContract } from '../host-contract/files-in-turn-contract.js';
import { settled } from './sim-world.js';

const clock = new SimClock();
const files = new SimFiles(clock);
let folders = 0;

const newFolder = (): string => {
  const folder = `/folder-${++folders}`;
  files.folders.add(folder);
  return folder;
};

describeFilesContract('simulated', awaitable(), newFolder);
describeFilesInTurnContract('simulated', files, newFolder, (work) => settled(clock, work));

it('does in turn only what is not held up by something before it', async () => {
  const ownClock = new SimClock();
  const own = new SimFiles(ownClock);
  for (const path of ['/out/a', '/out/b'])
    own.entries.set(path, { text: 'x', sizeBytes: 1, modifiedAtMs: 0 });
  own.fault = (operation) => (operation === 'read' ? { hang: true } : undefined);
  const turn = own.inTurn();
  void turn.remove('/out/a');
  void turn.removeIf('/out/none', 'x');
  void turn.remove('/out/b');
  expect(await ownClock.run(() => false)).toBe('idle');
  expect([...own.entries.keys()]).toEqual(['/out/b']);
});

it('fails or hangs where it is told to, and takes effect only at an event', async () => {
  const faulty = new SimFiles(new SimClock());
  const faultyClock = new SimClock();
  const own = new SimFiles(faultyClock);
  own.fault = (operation) =>
    operation === 'stat' ? { fail: 'EIO' } : operation === 'remove' ? { hang: true } : undefined;
  await expect(settled(faultyClock, own.stat('/out/a'))).rejects.toMatchObject({ code: 'EIO' });
  let over = false;
  void own.remove('/out/a').then(() => {
    over = true;
  });
  await faultyClock.run(() => over, 3_600_000);
  expect(over).toBe(false);
  void faulty.createExclusive('/out/a', '');
  expect(faulty.entries.has('/out/a')).toBe(false);
});

describe('links', () => {
  const [link, target] = ['/out/link', '/in/target'];
  const own = () => {
    const ownClock = new SimClock();
    const ownFiles = new SimFiles(ownClock);
    ownFiles.entries.set(target, { text: 'hello', sizeBytes: 5, modifiedAtMs: 0 });
    ownFiles.entries.set(link, { text: '', sizeBytes: 0, modifiedAtMs: 0, linkTo: target });
    return { files: ownFiles, wait: <T>(work: Promise<T>) => settled(ownClock, work) };
  };

  it('are followed by a look and a reader, and not by a look at the name itself', async () => {
    const { files: linked, wait } = own();
    expect(await wait(linked.read(link, 99))).toBe('hello');
    expect(await wait(linked.stat(link))).toMatchObject({ kind: 'file', sizeBytes: 5 });
    expect(await wait(linked.lstat(link))).toMatchObject({ kind: 'symlink' });
    expect(await wait(linked.createExclusive(link, 'x'))).toBe(false);
  });

  it('are replaced by a rename, and removed without what they lead to', async () => {
    const { files: linked, wait } = own();
    await wait(linked.createExclusive('/out/new', 'new'));
    await wait(linked.rename('/out/new', link));
    expect(linked.entries.get(link)).toMatchObject({ text: 'new' });
    expect(linked.entries.get(target)?.text).toBe('hello');
    const other = own();
    expect(await other.wait(other.files.remove(link))).toBe(true);
    expect([...other.files.entries.keys()]).toEqual([target]);
  });

  it('that lead to one another lead nowhere, in bounded time', async () => {
    const { files: circle, wait } = own();
    circle.entries.set(target, { text: '', sizeBytes: 0, modifiedAtMs: 0, linkTo: link });
    expect(await wait(circle.read(link, 99))).toBe('');
  });
});

describe('a full disk', () => {
  it('takes nothing new until something that takes space is gone for good', async () => {
    const ownClock = new SimClock();
    const full = new SimFiles(ownClock);
    const wait = <T>(work: Promise<T>): Promise<T> => settled(ownClock, work);
    await wait(full.createExclusive('/out/old', 'x'));
    await wait(full.link('/out/old', '/out/second-name'));
    full.full = true;
    await expect(wait(full.createExclusive('/out/new', 'y'))).rejects.toMatchObject({ code: 'ENOSPC' });
    await wait(full.remove('/out/old'));
    await expect(wait(full.createExclusive('/out/new', 'y'))).rejects.toMatchObject({ code: 'ENOSPC' });
    await wait(full.remove('/out/second-name'));
    expect(await wait(full.createExclusive('/out/new', 'y'))).toBe(true);
  });
});

/** The same operations, with time going on while a test waits for one. */
function awaitable(): FileOperations {
  return {
    stat: (path) => settled(clock, files.stat(path)),
    lstat: (path) => settled(clock, files.lstat(path)),
    list: (folder) => settled(clock, files.list(folder)),
    read: (path, maxBytes) => settled(clock, files.read(path, maxBytes)),
    createExclusive: (path, text) => settled(clock, files.createExclusive(path, text)),
    link: (existing, path) => settled(clock, files.link(existing, path)),
    sync: (path) => settled(clock, files.sync(path)),
    syncFolder: (folder) => settled(clock, files.syncFolder(folder)),
    rename: (from, to) => settled(clock, files.rename(from, to)),
    remove: (path) => settled(clock, files.remove(path)),
    writeAtomically: (path, tempPath, text) => settled(clock, files.writeAtomically(path, tempPath, text)),
    removeIf: (path, text) => settled(clock, files.removeIf(path, text)),
  };
}
