import { beforeEach, describe, expect, it } from 'vitest';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';

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
    files.writeAtomically(PATH, TEMP, 'new').then(
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

  it('leaves no temp file when the new content cannot get its name', async () => {
    files.fault = (operation) => (operation === 'rename' ? { fail: 'EIO' } : undefined);
    expect(await write()).toMatchObject({ code: 'EIO' });
    expect([...files.entries.keys()]).toEqual([PRECIOUS]);
  });

  it('can be cut off between its steps, and then has left what it prepared', async () => {
    files.onChange = () => clock.endSupervisor();
    void files.writeAtomically(PATH, TEMP, 'new');
    expect(await clock.run(() => false)).toBe('idle');
    expect([...files.entries.keys()]).toEqual([PRECIOUS, TEMP]);
  });
});

describe('removing what says so', () => {
  it('does it in two steps, and somebody else may come in between', async () => {
    const clock = new SimClock();
    const files = new SimFiles(clock);
    files.entries.set(PATH, { text: 'mine', sizeBytes: 4, modifiedAtMs: 0 });
    const asked: string[] = [];
    files.fault = (operation) => {
      asked.push(operation);
      return undefined;
    };
    let removed: boolean | undefined;
    void files.removeIf(PATH, 'mine').then((was) => {
      removed = was;
    });
    expect(await clock.run(() => removed !== undefined)).toBe('done');
    expect(removed).toBe(true);
    expect(asked).toEqual(['read', 'remove']);
  });
});
