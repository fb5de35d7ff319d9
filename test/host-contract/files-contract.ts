import { describe, expect, it } from 'vitest';
import type { FileOperations } from '../../src/host/files.js';

/** What every implementation of the operations promises. `createFolder` gives the path of a new, empty folder. */
export function describeFilesContract(name: string, files: FileOperations, createFolder: () => string): void {
  describe(`files contract: ${name}`, () => {
    it('creates a file once, whole', async () => {
      const path = `${createFolder()}/job.lock`;
      expect(await files.createExclusive(path, 'first')).toBe(true);
      expect(await files.createExclusive(path, 'second')).toBe(false);
      expect(await files.read(path, 100)).toBe('first');
      expect(await files.stat(path)).toMatchObject({ kind: 'file', sizeBytes: 5 });
    });

    it('reads no more than asked', async () => {
      const path = `${createFolder()}/text`;
      await files.createExclusive(path, '0123456789');
      expect(await files.read(path, 4)).toBe('0123');
      expect(await files.read(path, 0)).toBe('');
    });

    it('says undefined, or false, of what is not there', async () => {
      const folder = createFolder();
      await files.createExclusive(`${folder}/file`, '');
      for (const path of [`${folder}/none`, `${folder}/file/below`]) {
        expect(await files.stat(path)).toBeUndefined();
        expect(await files.lstat(path)).toBeUndefined();
        expect(await files.read(path, 10)).toBeUndefined();
        expect(await files.remove(path)).toBe(false);
      }
    });

    it('links without replacing', async () => {
      const folder = createFolder();
      await files.createExclusive(`${folder}/a`, 'a');
      await files.createExclusive(`${folder}/b`, 'b');
      expect(await files.link(`${folder}/a`, `${folder}/c`)).toBe(true);
      expect(await files.link(`${folder}/a`, `${folder}/b`)).toBe(false);
      expect(await files.read(`${folder}/b`, 10)).toBe('b');
      expect(await files.read(`${folder}/c`, 10)).toBe('a');
    });

    it('renames over what was there', async () => {
      const folder = createFolder();
      await files.createExclusive(`${folder}/new`, 'new');
      await files.createExclusive(`${folder}/old`, 'old');
      await files.rename(`${folder}/new`, `${folder}/old`);
      expect(await files.list(folder)).toEqual(['old']);
      expect(await files.read(`${folder}/old`, 10)).toBe('new');
    });

    it('lists, syncs and removes', async () => {
      const folder = createFolder();
      expect(await files.list(folder)).toEqual([]);
      await files.createExclusive(`${folder}/a`, 'a');
      await files.createExclusive(`${folder}/b`, 'b');
      await files.sync(`${folder}/a`);
      await files.syncFolder(folder);
      expect((await files.list(folder)).sort()).toEqual(['a', 'b']);
      expect(await files.remove(`${folder}/a`)).toBe(true);
      expect(await files.list(folder)).toEqual(['b']);
      expect(await files.stat(folder)).toMatchObject({ kind: 'folder' });
    });

    it('rejects with the code of the platform where something is wrong', async () => {
      const folder = createFolder();
      await expect(files.list(`${folder}/none`)).rejects.toMatchObject({ code: 'ENOENT' });
      await expect(files.rename(`${folder}/none`, `${folder}/a`)).rejects.toMatchObject({ code: 'ENOENT' });
      await expect(files.createExclusive(`${folder}/none/a`, '')).rejects.toMatchObject({ code: 'ENOENT' });
      await expect(files.sync(`${folder}/none`)).rejects.toMatchObject({ code: 'ENOENT' });
    });
  });
  describeCompounds(name, files, createFolder);
}

/** The operations that consist of others. */
function describeCompounds(name: string, files: FileOperations, createFolder: () => string): void {
  describe(`compound files contract: ${name}`, () => {
    it('replaces the content of a file as a whole', async () => {
      const folder = createFolder();
      const [path, temp] = [`${folder}/a`, `${folder}/temp`];
      for (const text of ['first', 'the second, ü']) {
        await files.writeAtomically(path, temp, text);
        expect(await files.read(path, 100)).toBe(text);
        expect(await files.list(folder)).toEqual(['a']);
      }
    });

    it('leaves alone what stands under the name that a new content is prepared under', async () => {
      const folder = createFolder();
      const [path, temp] = [`${folder}/a`, `${folder}/temp`];
      await files.createExclusive(temp, "somebody's");
      await expect(files.writeAtomically(path, temp, 'new')).rejects.toMatchObject({ code: 'EEXIST' });
      expect(await files.list(folder)).toEqual(['temp']);
      expect(await files.read(temp, 100)).toBe("somebody's");
    });

    it('leaves nothing of a new content that cannot get its name', async () => {
      const [folder, other] = [createFolder(), createFolder()];
      const temp = `${folder}/temp`;
      await expect(files.writeAtomically(other, temp, 'new')).rejects.toMatchObject({ code: 'EISDIR' });
      await expect(files.writeAtomically(`${folder}/none/a`, temp, 'new')).rejects.toMatchObject({
        code: 'ENOENT',
      });
      expect(await files.list(folder)).toEqual([]);
    });

    it('removes a file for what it holds, wholly that and nothing else', async () => {
      const path = `${createFolder()}/lock`;
      expect(await files.removeIf(path, 'mine')).toBe(false);
      await files.createExclusive(path, 'miné');
      for (const other of ['min', 'minée', '', 'minè']) expect(await files.removeIf(path, other)).toBe(false);
      expect(await files.read(path, 10)).toBe('miné');
      expect(await files.removeIf(path, 'miné')).toBe(true);
      expect(await files.stat(path)).toBeUndefined();
    });
  });
}
