import { expect, it } from 'vitest';
import type { FileOperations } from '../../src/host/files.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { describeFilesContract } from '../host-contract/files-contract.js';
import { settled } from './sim-world.js';

const clock = new SimClock();
const files = new SimFiles(clock);
let folders = 0;

describeFilesContract('simulated', awaitable(), () => {
  const folder = `/folder-${++folders}`;
  files.folders.add(folder);
  return folder;
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
  };
}
