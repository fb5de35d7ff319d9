import { chmodSync, linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PathLook } from '../../src/cli/path-look.js';
import { checkRemuxPaths } from '../../src/cli/remux-paths.js';
import { UsageError } from '../../src/cli/usage-error.js';
import type { Clock } from '../../src/host/clock.js';
import { createNodeFiles } from '../../src/node/files.js';
import { tempFolder } from './temp-folder.js';

/** Time stands still: nothing here may depend on it. */
const stillClock: Clock = {
  now: () => 0,
  wallTime: () => new Date(0),
  wallTimeMs: () => 0,
  schedule: () => () => {},
};
const look = new PathLook({ files: createNodeFiles(), clock: stillClock });
const folder = tempFolder();

beforeAll(() => {
  writeFileSync(folder.in('in.ts'), 'recording');
  writeFileSync(folder.in('old.mp4'), 'published before');
  mkdirSync(folder.in('folder.mp4'));
  symlinkSync(folder.in('in.ts'), folder.in('link-to-in.mp4'));
  linkSync(folder.in('in.ts'), folder.in('second-name.mp4'));
});

function check(input: string, output: string) {
  return checkRemuxPaths(folder.in(input), folder.in(output), look);
}

describe('the paths of a remux', () => {
  it('may be a recording and a new or an old output', async () => {
    await expect(check('in.ts', 'out.mp4')).resolves.toEqual({
      input: folder.in('in.ts'),
      output: folder.in('out.mp4'),
    });
    await expect(check('in.ts', 'old.mp4')).resolves.toBeDefined();
  });

  it('become absolute', async () => {
    const relative = path.relative(process.cwd(), folder.in('in.ts'));
    const checked = await checkRemuxPaths(relative, folder.in('out.mp4'), look);
    expect(checked.input).toBe(folder.in('in.ts'));
  });

  it.each([
    ['a missing recording', 'none.ts', 'out.mp4', /no recording at .*none\.ts/],
    ['a folder as recording', 'folder.mp4', 'out.mp4', /is a folder/],
    ['a missing folder for the output', 'in.ts', 'none/out.mp4', /no folder .*none/],
    ['a file in place of the folder', 'in.ts', 'old.mp4/out.mp4', /no folder|not a folder/],
    ['a folder as output', 'in.ts', 'folder.mp4', /is a folder/],
    ['the recording itself as output', 'in.ts', 'in.ts', /same file/],
    ['the recording by another way', 'in.ts', 'folder.mp4/../in.ts', /same file/],
    ['an output whose artefacts would have too long names', 'in.ts', `${'ü'.repeat(112)}.mp4`, /too long/],
    ['a name that is not UTF-8', 'in.ts', 'film\u{fffd}.mp4', /output is not UTF-8/],
    ['a recording whose name is not UTF-8', 'film\u{fffd}.ts', 'out.mp4', /input is not UTF-8/],
    ['a link to the recording', 'in.ts', 'link-to-in.mp4', /same file/],
  ])('refuses %s', async (_what, input, output, message) => {
    const refusal = check(input, output);
    await expect(refusal).rejects.toThrow(message);
    await expect(refusal).rejects.toBeInstanceOf(UsageError);
  });

  it('refuses an empty name, and what leads to a device', async () => {
    await expect(checkRemuxPaths('', folder.in('o.mp4'), look)).rejects.toThrow(/input is empty/);
    await expect(checkRemuxPaths(folder.in('in.ts'), '', look)).rejects.toThrow(/output is empty/);
    const toStdout = checkRemuxPaths(folder.in('in.ts'), '/dev/stdout', look);
    await expect(toStdout).rejects.toThrow(/is a device/);
  });

  it('says in words why a path cannot be looked at', async () => {
    symlinkSync('circle', folder.in('circle'));
    await expect(check('circle', 'o.mp4')).rejects.toThrow(/circle$/);
  });

  it('lets a hard link be replaced: the recording keeps its other name', async () => {
    await expect(check('in.ts', 'second-name.mp4')).resolves.toBeDefined();
  });

  it.skipIf(process.getuid?.() === 0)('refuses what permissions forbid', async () => {
    mkdirSync(folder.in('closed'));
    chmodSync(folder.in('closed'), 0o500);
    await expect(check('in.ts', 'closed/out.mp4')).rejects.toThrow(/nothing can be written/);
  });
});
