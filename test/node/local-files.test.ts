import { execFileSync } from 'node:child_process';
import { lstatSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { LocalFiles } from '../../src/node/local-files.js';
import { describeFilesContract } from '../host-contract/files-contract.js';
import { bundle } from './bundle.js';
import { temporaryFolder } from './real-world.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const files = new LocalFiles();
const newFolder = (): string => mkdtempSync(join(folder.path, 'f-'));

describeFilesContract('in this process', files, newFolder);

it('never follows a link to create a file', async () => {
  const path = newFolder();
  symlinkSync(join(path, 'elsewhere'), join(path, 'link'));
  expect(await files.createExclusive(join(path, 'link'), 'text')).toBe(false);
  expect(await files.list(path)).toEqual(['link']);
});

it('tells a link from what it leads to, and removes only the link', async () => {
  const path = newFolder();
  writeFileSync(join(path, 'target'), '12345');
  symlinkSync(join(path, 'target'), join(path, 'link'));
  expect(await files.lstat(join(path, 'link'))).toMatchObject({ kind: 'symlink' });
  expect(await files.stat(join(path, 'link'))).toMatchObject({ kind: 'file', sizeBytes: 5 });
  expect(await files.remove(join(path, 'link'))).toBe(true);
  expect(readFileSync(join(path, 'target'), 'utf8')).toBe('12345');
});

it('does not remove folders', async () => {
  await expect(files.remove(newFolder())).rejects.toMatchObject({
    code: expect.stringMatching(/EISDIR|EPERM/),
  });
});

it('does not wait for the writer of a FIFO', async () => {
  const fifo = join(newFolder(), 'fifo');
  execFileSync('mkfifo', [fifo]);
  expect(await files.read(fifo, 10)).toBe('');
  expect(await files.stat(fifo)).toMatchObject({ kind: 'other', sizeBytes: 0 });
});

it('reads files that do not know their size, and tells times in ms', async () => {
  expect(await files.read('/proc/version', 5)).toBe('Linux');
  const path = join(newFolder(), 'a');
  const beforeMs = Date.now();
  await files.createExclusive(path, 'a');
  const stat = await files.stat(path);
  expect(stat?.modifiedAtMs).toBeGreaterThan(beforeMs - 2_000);
  expect(stat?.modifiedAtMs).toBeLessThan(Date.now() + 2_000);
  expect(lstatSync(path).mode & 0o022).toBe(0);
});

it('leaves nothing of a file that could not be written whole', async () => {
  const path = newFolder();
  const script = `
    const { LocalFiles } = await import(process.argv[1]);
    process.stdout.write(await new LocalFiles().createExclusive(process.argv[2], 'x'.repeat(100_000)).then(String, (e) => e.code));
  `;
  const module = await bundle('src/node/local-files.ts', join(path, 'local-files.mjs'));
  const target = join(path, 'big');
  // A limit on the size of files is the portable way to a write that fails half way.
  const limited = 'trap "" XFSZ; ulimit -f 8; exec "$0" --input-type=module -e "$1" "$2" "$3"';
  const code = execFileSync('/bin/sh', ['-c', limited, process.execPath, script, module, target], {
    encoding: 'utf8',
  });
  expect(code).toBe('EFBIG');
  expect(await files.list(path)).toEqual(['local-files.mjs']);
});
