import { constants, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isDevice, PathLook } from '../../src/cli/path-look.js';
import { UsageError } from '../../src/cli/usage-error.js';
import { createNodeHost } from '../../src/node/host.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { MACHINE } from '../../src/supervisor/config.js';
import { tempFolder } from './temp-folder.js';

const folder = tempFolder();

describe('a look at a path', () => {
  it('tells what is there, and whether two names lead to it', async () => {
    writeFileSync(folder.in('a'), 'text');
    writeFileSync(folder.in('b'), 'text');
    symlinkSync('a', folder.in('link'));
    const look = new PathLook(createNodeHost());
    expect(await look.stat(folder.in('link'))).toMatchObject({ kind: 'file', sizeBytes: 4 });
    expect(await look.stat(folder.in('none'))).toBeUndefined();
    expect(await look.may(folder.in('a'), constants.R_OK)).toBe(true);
    expect(await look.may(folder.in('none'), constants.R_OK)).toBe(false);
    expect(await look.isSame(folder.in('a'), folder.in('link'))).toBe(true);
    expect(await look.isSame(folder.in('a'), folder.in('b'))).toBe(false);
  });

  it.each([
    ['its kind', (look: PathLook) => look.stat('/dead/film.ts')],
    ['its permissions', (look: PathLook) => look.may('/dead/film.ts', constants.R_OK)],
    ['where it leads', (look: PathLook) => look.isSame('/dead/film.ts', '/')],
  ])('is left behind where the mount does not answer: %s', async (_what, ask) => {
    const clock = new SimClock();
    const files = new SimFiles(clock);
    const abandoned: unknown[] = [];
    files.fault = () => ({ hang: true });
    files.abandon = (path?: string) => abandoned.push(path);
    let refusal: unknown;
    ask(new PathLook({ files, clock })).catch((error: unknown) => {
      refusal = error;
    });
    expect(await clock.run(() => refusal !== undefined)).toBe('done');
    expect(refusal).toBeInstanceOf(UsageError);
    expect(refusal).toMatchObject({
      message: 'no answer from the file system of /dead/film.ts',
      hint: expect.stringContaining('mount'),
    });
    expect(clock.now()).toBe(MACHINE.fileOperationMs);
    expect(abandoned).toEqual(['/dead/film.ts']);
  });
});

it('knows devices by where they stand', () => {
  expect(['/dev/stdout', '/dev/sda'].every(isDevice)).toBe(true);
  expect(['/dev/shm/film.mp4', '/device/film.mp4'].some(isDevice)).toBe(false);
});
