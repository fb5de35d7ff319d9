import { basename } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.js';
import type { Host } from '../../src/host/host.js';
import type { ProcessIdentity } from '../../src/host/processes.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { SimProcesses } from '../../src/sim/sim-processes.js';
import type { JobContext } from '../../src/supervisor/job-context.js';
import { lockText } from '../../src/supervisor/lock-record.js';
import { sweepTemps } from '../../src/supervisor/sweep-temps.js';
import { tempNames } from '../../src/supervisor/temp-names.js';

const OUTPUT = '/out/film.mp4';
const STRAY = `${OUTPUT}.tmp-abcdefghij`;

describe('sweeping', () => {
  let clock: SimClock;
  let files: SimFiles;
  let host: Host;

  beforeEach(() => {
    clock = new SimClock();
    files = new SimFiles(clock);
    const processes = new SimProcesses({ clock, launch: () => undefined });
    host = { clock, files, processes, random: seededRandom(1) };
  });

  function put(path: string, text = '', linkTo?: string): void {
    const link = linkTo !== undefined && { linkTo };
    files.entries.set(path, { text, sizeBytes: text.length, modifiedAtMs: 0, ...link });
  }

  async function sweep(): Promise<string[]> {
    const context = { host, files, output: OUTPUT, names: tempNames(OUTPUT, host.random) };
    let removed: string[] | undefined;
    void sweepTemps(context as unknown as JobContext).then((names) => {
      removed = names;
    });
    expect(await clock.run(() => removed !== undefined)).toBe('done');
    return removed ?? [];
  }

  it('removes media, metadata and lists of dead jobs, and nothing else', async () => {
    for (const purpose of ['default', 'meta', 'concat', 'errlog']) put(`${STRAY}-${purpose}`);
    const others = ['/out/film.mp4', '/out/film.mp4.lock', '/out/film.mp4.tmp', '/out/other.mp4.tmp-a-b'];
    for (const other of others) put(other);
    expect((await sweep()).length).toBe(4);
    expect([...files.entries.keys()].sort()).toEqual([...others].sort());
  });

  it('removes a link under such a name, and not what it leads to', async () => {
    put('/in/precious', 'keep me');
    put(`${STRAY}-default`, '', '/in/precious');
    await sweep();
    expect([...files.entries.keys()]).toEqual(['/in/precious']);
    expect(files.entries.get('/in/precious')?.text).toBe('keep me');
  });

  it('leaves a folder alone: it is not ours, and no reason to fail', async () => {
    files.folders.add(`${STRAY}-default`);
    put(`${STRAY}-meta`);
    // A folder shows up among the names, as anything does.
    files.namesIn = () => [`film.mp4.tmp-abcdefghij-default`, `film.mp4.tmp-abcdefghij-meta`];
    expect(await sweep()).toEqual(['film.mp4.tmp-abcdefghij-meta']);
  });

  it('leaves the lock that a living rival prepares', async () => {
    const owner = host.processes.identity();
    put(`${STRAY}-lock`, JSON.stringify({ v: 1, token: 'rival', owner, jobId: 'r', since: '' }));
    expect(await sweep()).toEqual([]);
  });

  it.each([
    ['a lock that a dead rival prepared', `${STRAY}-lock`],
    ['the right of a dead rival to take the lock over', `${OUTPUT}.lock-takeover-abc`],
  ])('removes %s, and one that was cut off in the middle', async (_, path) => {
    const dead = { ...host.processes.identity(), bootId: 'boot-0' };
    const holder = host.processes.identity();
    for (const text of [claim(dead), claim(dead, [holder]), '', claim(dead).slice(0, 20)]) {
      put(path, text);
      expect(await sweep()).toEqual([basename(path)]);
      expect([...files.entries.keys()]).toEqual([]);
    }
  });

  it.each([`${STRAY}-lock`, `${OUTPUT}.lock-takeover-abc`])(
    'leaves %s alone as long as its owner may live',
    async (path) => {
      const self = host.processes.identity();
      const dead = { ...self, bootId: 'boot-0' };
      for (const text of [claim(self), claim(self, [dead]), claim({ ...dead, host: 'elsewhere' })]) {
        put(path, text);
        expect(await sweep()).toEqual([]);
      }
    },
  );

  it('removes what the job itself could not remove before', async () => {
    const self = host.processes.identity();
    const names = tempNames(OUTPUT, seededRandom(1));
    put(names.path('lock'), claim(self, [], names.token));
    put(`${OUTPUT}.lock-takeover-xyz`, claim(self, [], names.token));
    expect(await sweep()).toHaveLength(2);
  });
});

function claim(owner: ProcessIdentity, holders: readonly ProcessIdentity[] = [], token = 'rival'): string {
  return lockText({ v: 1, token, owner, jobId: 'r', since: '', holders });
}
