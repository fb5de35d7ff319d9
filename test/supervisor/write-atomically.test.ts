import { beforeEach, describe, expect, it } from 'vitest';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { writeAtomically } from '../../src/supervisor/write-atomically.js';

const [PATH, TEMP, PRECIOUS] = ['/out/a.err.log', '/out/a.tmp', '/in/precious'];

describe('writing an artefact', () => {
  let clock: SimClock;
  let files: SimFiles;

  beforeEach(() => {
    clock = new SimClock();
    files = new SimFiles(clock);
    files.entries.set(PRECIOUS, { text: 'keep me', sizeBytes: 7, modifiedAtMs: 0 });
  });

  function link(path: string): void {
    files.entries.set(path, { text: '', sizeBytes: 0, modifiedAtMs: 0, linkTo: PRECIOUS });
  }

  async function write(): Promise<unknown> {
    let result: { readonly error?: unknown } | undefined;
    writeAtomically(files, PATH, TEMP, 'new').then(
      () => {
        result = {};
      },
      (error: unknown) => {
        result = { error };
      },
    );
    expect(await clock.run(() => result !== undefined)).toBe('done');
    return result?.error;
  }

  it('replaces a link under the final name and leaves alone what it leads to', async () => {
    link(PATH);
    expect(await write()).toBeUndefined();
    expect(files.entries.get(PATH)).toMatchObject({ text: 'new' });
    expect(files.entries.get(PATH)?.linkTo).toBeUndefined();
    expect(files.entries.get(PRECIOUS)?.text).toBe('keep me');
  });

  it('takes nothing for its own that stood under the temp name before', async () => {
    link(TEMP);
    expect(String(await write())).toMatch(/stands there already/);
    expect(files.entries.get(PRECIOUS)?.text).toBe('keep me');
    expect(files.entries.has(PATH)).toBe(false);
    expect(files.entries.has(TEMP)).toBe(true);
  });

  it('leaves no temp file when the disk is full', async () => {
    files.full = true;
    expect(await write()).toMatchObject({ code: 'ENOSPC' });
    expect([...files.entries.keys()]).toEqual([PRECIOUS]);
  });
});
