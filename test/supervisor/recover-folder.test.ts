import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.js';
import type { Host } from '../../src/host/host.js';
import type { ProcessIdentity } from '../../src/host/processes.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { SimProcesses } from '../../src/sim/sim-processes.js';
import { lockText } from '../../src/supervisor/lock-record.js';
import { type RecoveredOutput, recoverFolder } from '../../src/supervisor/recover-folder.js';

const HOUR_MS = 3_600_000;

describe('recovering a folder', () => {
  let clock: SimClock;
  let files: SimFiles;
  let host: Host;
  let self: ProcessIdentity;
  let dead: ProcessIdentity;

  beforeEach(() => {
    clock = new SimClock();
    files = new SimFiles(clock);
    const processes = new SimProcesses({ clock, launch: () => undefined });
    host = { clock, files, processes, random: seededRandom(1) };
    self = processes.self;
    dead = { ...self, bootId: 'boot-0' };
  });

  function put(name: string, text = ''): void {
    files.entries.set(`/out/${name}`, { text, sizeBytes: text.length, modifiedAtMs: 0 });
  }

  const lock = (owner: ProcessIdentity, holders: readonly ProcessIdentity[] = []): string =>
    lockText({ v: 1, token: 'abc', owner, jobId: 'j', since: '', holders });

  async function recover(folder = '/out'): Promise<RecoveredOutput[]> {
    let over = false;
    const end = (): void => {
      over = true;
    };
    const work = recoverFolder(host, folder);
    work.then(end, end);
    await clock.run(() => over, clock.now() + HOUR_MS);
    return work;
  }

  it('removes lock and temp files of the dead, and leaves films and the living alone', async () => {
    put('a.mp4', 'an older film');
    put('a.mp4.lock', lock(dead));
    put('a.mp4.tmp-abcdefghij-default', 'half a film');
    put('b.mp4.lock', lock(self));
    put('b.mp4.tmp-abcdefghij-default', 'a film that is being made');
    put('c.mp4.lock', lock({ ...dead, host: 'elsewhere' }));
    put('package.lock', "somebody else's");
    put('d.mp4.tmp-abcdefghij-default', 'nobody knows whose');
    expect(await recover()).toEqual([{ output: '/out/a.mp4', removed: ['a.mp4.tmp-abcdefghij-default'] }]);
    expect(files.namesIn('/out').sort()).toEqual([
      'a.mp4',
      'b.mp4.lock',
      'b.mp4.tmp-abcdefghij-default',
      'c.mp4.lock',
      'd.mp4.tmp-abcdefghij-default',
      'package.lock',
    ]);
  });

  it('leaves the lock of a dead supervisor whose process could not be killed and lives', async () => {
    put('a.mp4.lock', lock(dead, [self]));
    put('a.mp4.tmp-abcdefghij-default');
    expect(await recover()).toEqual([]);
    expect(files.namesIn('/out')).toHaveLength(2);
  });

  it('goes on with the others when one cannot be recovered, and says why', async () => {
    put('a.mp4.lock', lock(dead));
    put('b.mp4.lock', lock(dead));
    files.fault = (operation, path) =>
      operation === 'remove' && path === '/out/a.mp4.lock' ? { fail: 'EACCES' } : undefined;
    expect(await recover()).toEqual([
      { output: '/out/a.mp4', removed: [], problem: expect.stringContaining('EACCES') },
      { output: '/out/b.mp4', removed: [] },
    ]);
    expect(files.namesIn('/out')).toEqual(['a.mp4.lock']);
  });

  it.each([
    ['it gave up waiting for', 'link'],
    ['it could not remove', 'remove'],
  ] as const)('leaves no lock of its own that %s, once the mount answers again', async (_, slow) => {
    put('a.mp4.lock', lock(dead));
    files.fault = (operation, path) => {
      if (operation !== slow || path !== '/out/a.mp4.lock' || !isOurs()) return undefined;
      files.fault = () => undefined;
      return slow === 'link' ? { afterMs: 20_000 } : { afterMs: 20_000, fail: 'EIO' };
    };
    // The dead owner's lock is removed first, and a link is only made where none stands.
    const isOurs = (): boolean => files.entries.get('/out/a.mp4.lock')?.text !== lock(dead);
    const problem = expect.stringContaining('no answer');
    expect(await recover()).toEqual([{ output: '/out/a.mp4', removed: [], problem }]);
    await clock.run(() => false, clock.now() + HOUR_MS);
    expect(files.namesIn('/out').filter((name) => name.endsWith('.lock'))).toEqual([]);
  });

  it('follows no link', async () => {
    put('target', lock(dead));
    files.entries.set('/out/a.mp4.lock', { text: '', sizeBytes: 0, modifiedAtMs: 0, linkTo: '/out/target' });
    expect(await recover()).toEqual([]);
    expect(files.namesIn('/out').sort()).toEqual(['a.mp4.lock', 'target']);
  });

  it('fails where the folder cannot be listed', async () => {
    await expect(recover('/nowhere')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
