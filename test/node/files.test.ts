import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, truncateSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createNodeFiles, NodeFiles } from '../../src/node/files.js';
import { describeFilesContract } from '../host-contract/files-contract.js';
import { describeFilesInTurnContract } from '../host-contract/files-in-turn-contract.js';
import { bundle } from './bundle.js';
import { pidsOf, runs, temporaryFolder, until } from './real-world.js';

const folder = temporaryFolder();
const entry = join(folder.path, 'file-helper.cjs');
beforeAll(() => bundle('src/node/file-helper.ts', entry));
afterAll(() => folder.remove());

const newFolder = (): string => mkdtempSync(join(folder.path, 'f-'));
/** Opening one to read waits for a writer, as a dead mount waits for its server. */
const newFifo = (): string => {
  const fifo = join(newFolder(), 'fifo');
  execFileSync('mkfifo', [fifo]);
  return fifo;
};
const helpers = (): number[] => pidsOf(entry);

describeFilesContract('through helpers', new NodeFiles(entry), newFolder);
describeFilesInTurnContract('through helpers', new NodeFiles(entry), newFolder);
describeFilesInTurnContract('from sources', createNodeFiles(), newFolder);

describe('the files of a node host', () => {
  let files: NodeFiles;
  let before: readonly number[];
  /** Helpers that this test started; those of the contract live on. */
  const started = (): number[] => helpers().filter((pid) => !before.includes(pid));

  beforeEach(() => {
    files = new NodeFiles(entry);
    before = helpers();
  });

  /** That many operations that wait for ever, and what became of each. */
  function hang(count: number, fifo: string): Promise<string>[] {
    return Array.from({ length: count }, () =>
      files.sync(fifo).then(
        () => 'done',
        (error: { code: string }) => error.code,
      ),
    );
  }

  it('have no helper before the first operation, and one for all that follow', async () => {
    expect(files.mountOf(folder.path)).not.toBe('');
    expect(started()).toEqual([]);
    await Promise.all([files.stat(folder.path), files.list(folder.path), files.lstat(folder.path)]);
    expect(started()).toHaveLength(1);
  });

  it('have a helper for each mount', async ({ skip }) => {
    skip(files.mountOf('/dev/shm') === files.mountOf(folder.path), 'all of one mount');
    await files.stat(folder.path);
    await files.stat('/dev/shm');
    expect(started()).toHaveLength(2);
  });

  it('are in turn across mounts too', async ({ skip }) => {
    skip(files.mountOf('/dev/shm') === files.mountOf(folder.path), 'all of one mount');
    const here = newFolder();
    const elsewhere = mkdtempSync('/dev/shm/stallproof-files-');
    const turn = files.inTurn();
    const asked = [
      turn.writeAtomically(join(elsewhere, 'a'), join(elsewhere, 'temp'), 'a'),
      turn.writeAtomically(join(here, 'b'), join(here, 'temp'), 'b'),
      turn.removeIf(join(elsewhere, 'a'), 'a'),
      turn.removeIf(join(here, 'b'), 'b'),
    ];
    expect(await Promise.all(asked)).toEqual([undefined, undefined, true, true]);
    rmdirSync(elsewhere);
  });

  it('go on beside operations that hang', async () => {
    void hang(8, newFifo());
    expect(await files.stat(folder.path)).toMatchObject({ kind: 'folder' });
  });

  it('are given up by path, and go on with another helper', async () => {
    const fifo = newFifo();
    const given = hang(20, fifo);
    await until(() => started().length === 1);
    const [first = 0] = started();
    files.abandon(fifo);
    expect(new Set(await Promise.all(given))).toEqual(new Set(['ETIMEDOUT']));
    expect(await files.stat(folder.path)).toMatchObject({ kind: 'folder' });
    await until(() => !runs(first));
    expect(started()).toHaveLength(1);
  });

  it('answer those that still wait on a helper that others gave up', async () => {
    const [dead, slow] = [newFifo(), newFifo()];
    const [given] = hang(1, dead);
    const [patient] = hang(1, slow);
    await until(() => started().length === 1);
    files.abandon(dead);
    expect(await given).toBe('ETIMEDOUT');
    expect(await files.stat(folder.path)).toBeDefined();
    expect(started()).toHaveLength(2);
    const writer = await open(slow, 'w');
    // What the kernel has to say of flushing a FIFO.
    expect(await patient).toBe('EINVAL');
    await writer.close();
    await until(() => started().length === 1);
  });

  it('keep a helper when nothing on the path was open', async () => {
    await files.stat(folder.path);
    const pids = started();
    files.abandon(folder.path);
    await files.stat(folder.path);
    expect(started()).toEqual(pids);
  });

  it('reject with EIO when the helper dies, and start another', async () => {
    const [lost] = hang(1, newFifo());
    await until(() => started().length === 1);
    const [first = 0] = started();
    process.kill(first, 'SIGKILL');
    expect(await lost).toBe('EIO');
    expect(await files.stat(folder.path)).toBeDefined();
    expect(started()).not.toContain(first);
  });

  it('outlive what a terminal or a service manager sends to all processes', async () => {
    await files.stat(folder.path);
    const pids = started();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.kill(pids[0] ?? 0, signal);
    await files.stat(folder.path);
    expect(started()).toEqual(pids);
  });

  it('take paths from our working folder, and names with line ends', async () => {
    const path = newFolder();
    const name = 'a\r\n"b"\u2028 \\';
    await files.createExclusive(relative(process.cwd(), join(path, name)), 'text');
    expect(await files.list(path)).toEqual([name]);
    expect(await files.read(join(path, name), 10)).toBe('text');
  });

  it('show a name that is not UTF-8 with replacements, and find nothing under it', async () => {
    const path = newFolder();
    writeFileSync(Buffer.concat([Buffer.from(`${path}/a`), Buffer.from([0xff])]), '');
    expect(await files.list(path)).toEqual(['a\ufffd']);
    expect(await files.stat(join(path, 'a\ufffd'))).toBeUndefined();
  });

  it('refuse messages without bound, either way', async () => {
    const big = join(newFolder(), 'big');
    const tooManyBytes = 33 * 1024 * 1024;
    const text = 'x'.repeat(tooManyBytes);
    await expect(files.createExclusive(big, text)).rejects.toMatchObject({ code: 'EOVERFLOW' });
    writeFileSync(big, '');
    truncateSync(big, tooManyBytes);
    await expect(files.read(big, tooManyBytes)).rejects.toMatchObject({ code: 'EOVERFLOW' });
    expect(await files.read(big, 2)).toBe('\0\0');
  });

  it('refuse more operations than anybody needs', async () => {
    const fifo = newFifo();
    const waiting = hang(1_000, fifo);
    await expect(files.stat(folder.path)).rejects.toMatchObject({ code: 'EAGAIN' });
    files.abandon(fifo);
    expect(new Set(await Promise.all(waiting))).toEqual(new Set(['ETIMEDOUT']));
  });

  it('say so when the helper is missing', async () => {
    const incomplete = new NodeFiles('/nonexistent/file-helper.cjs');
    await expect(incomplete.stat('/')).rejects.toThrow(/missing: \/nonexistent\/file-helper\.cjs/);
  });
});

it('needs no helper when it runs from sources', async () => {
  const files = createNodeFiles();
  const before = helpers();
  expect(await files.list(folder.path)).toContain(basename(entry));
  expect(files.mountOf('/proc/self')).toBe('/proc');
  expect(helpers()).toEqual(before);
});
