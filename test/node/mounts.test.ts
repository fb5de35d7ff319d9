import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MountTable, mountPoints } from '../../src/node/mounts.js';
import { temporaryFolder } from './real-world.js';

const MOUNTINFO = String.raw`22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
42 27 0:39 / /mnt/nas rw - nfs4 nas:/ rw
43 42 0:40 / /mnt/nas/tv rw - nfs4 nas:/tv rw
44 27 0:41 / /mnt/two\040words\134x rw - cifs //nas/two rw
`;

describe('mounts', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const source = join(folder.path, 'mountinfo');
  writeFileSync(source, MOUNTINFO);
  const table = new MountTable(source);

  it('decodes what the kernel escapes', () => {
    expect(mountPoints(MOUNTINFO)).toEqual(['/proc', '/', '/mnt/nas', '/mnt/nas/tv', '/mnt/two words\\x']);
  });

  it.each([
    ['/mnt/nas', '/mnt/nas'],
    ['/mnt/nas/film.ts', '/mnt/nas'],
    ['/mnt/nas/tv/film.ts', '/mnt/nas/tv'],
    ['/mnt/nas/tvs/film.ts', '/mnt/nas'],
    ['/mnt/nas/tv/../film.ts', '/mnt/nas'],
    ['/mnt/nas/../film.ts', '/'],
    ['/mnt/two words\\x/film.ts', '/mnt/two words\\x'],
    ['/mnt/film.ts', '/'],
    ['/', '/'],
  ])('%s is of %s', (path, mount) => {
    expect(table.of(path)).toBe(mount);
  });

  it('follows links that stand on the root file system, and none elsewhere', () => {
    const { path } = folder;
    const ownSource = join(path, 'own-mountinfo');
    writeFileSync(ownSource, `1 0 8:1 / / rw - ext4 a rw\n2 1 8:2 / ${path}/nas rw - nfs b rw\n`);
    const links = { hdd: `${path}/nas/tv`, second: 'hdd/../x', loop: 'loop', up: '../..' };
    mkdirSync(`${path}/nas`);
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(path, name));
    symlinkSync('/', join(path, 'nas/home'));
    const own = new MountTable(ownSource);
    const nas = `${path}/nas`;
    expect(own.of(`${path}/hdd/film.ts`)).toBe(nas);
    expect(own.of(`${path}/second`)).toBe(nas);
    expect(own.of(relative(process.cwd(), `${path}/hdd`))).toBe(nas);
    expect(own.of(`${path}/up/${path.split('/').slice(-2).join('/')}/hdd`)).toBe(nas);
    expect(own.of(`${path}/loop/film.ts`)).toBe('/');
    expect(own.of(`${path}/nas/home/film.ts`)).toBe(nas);
    expect(own.of(`${path}/none/../film.ts`)).toBe('/');
    expect(own.of(`${path}/hdd/other.ts`), 'beside one that was asked for').toBe(nas);
    expect(own.of(`${path}/hdd/../../film.ts`), 'out of another mount').toBe('/');
    expect(own.of(`${path}/loop`)).toBe('/');
  });

  it('takes all for one mount where there is no list', () => {
    expect(new MountTable('/nonexistent/mountinfo').of('/mnt/nas/film.ts')).toBe('/');
  });

  it('knows the mounts of this machine', () => {
    expect(new MountTable().of('/proc/self/stat')).toBe('/proc');
  });
});
