import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
    ['/mnt/two words\\x/film.ts', '/mnt/two words\\x'],
    ['/mnt/film.ts', '/'],
    ['/', '/'],
  ])('%s is of %s', (path, mount) => {
    expect(table.of(path)).toBe(mount);
  });

  it('takes all for one mount where there is no list', () => {
    expect(new MountTable('/nonexistent/mountinfo').of('/mnt/nas/film.ts')).toBe('/');
  });

  it('knows the mounts of this machine', () => {
    expect(new MountTable().of('/proc/self/stat')).toBe('/proc');
  });
});
