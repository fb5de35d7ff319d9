import { beforeEach, describe, expect, it } from 'vitest';
import type { Files } from '../../src/host/files.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { type FileFault, SimFiles } from '../../src/sim/sim-files.js';
import { boundedFiles, FileTimeoutError } from '../../src/supervisor/bounded-files.js';
import { MACHINE } from '../../src/supervisor/config.js';

const NAS = '/nas/film.mp4';
const LOCAL = '/out/film.mp4';

describe('bounded files', () => {
  let clock: SimClock;
  let world: SimFiles;
  let files: Files;
  let abandoned: string[];
  let fault: FileFault;

  beforeEach(() => {
    clock = new SimClock();
    world = new SimFiles(clock);
    world.folders.add('/nas');
    world.mountOf = (path) => (path.startsWith('/nas/') ? '/nas' : '/');
    fault = { hang: true };
    world.fault = (_, path) => (path.startsWith('/nas/') ? fault : undefined);
    abandoned = [];
    world.abandon = (path?: string) => abandoned.push(path ?? '');
    files = boundedFiles(world, clock);
  });

  /** What became of it, and how long that took. */
  async function outcome(work: Promise<unknown>): Promise<{ result: unknown; tookMs: number }> {
    const startedAtMs = clock.now();
    let result: { value: unknown } | undefined;
    work.then(
      (value) => {
        result = { value };
      },
      (error) => {
        result = { value: error };
      },
    );
    expect(await clock.run(() => result !== undefined)).toBe('done');
    return { result: result?.value, tookMs: clock.now() - startedAtMs };
  }

  async function pass(ms: number): Promise<void> {
    let passed = false;
    clock.world(ms, () => {
      passed = true;
    });
    await clock.run(() => passed);
  }

  it('hands on what the files say, answers and errors', async () => {
    expect((await outcome(files.createExclusive(LOCAL, 'text'))).result).toBe(true);
    expect((await outcome(files.read(LOCAL, 10))).result).toBe('text');
    fault = { fail: 'EACCES' };
    expect((await outcome(files.stat(NAS))).result).toMatchObject({ code: 'EACCES' });
    expect((await outcome(files.stat(NAS))).result).toMatchObject({ code: 'EACCES' });
    expect(abandoned).toEqual([]);
  });

  it('gives up and abandons what does not answer within its bound', async () => {
    const { result, tookMs } = await outcome(files.stat(NAS));
    expect(result).toBeInstanceOf(FileTimeoutError);
    expect(result).toMatchObject({ code: 'ETIMEDOUT', message: expect.stringContaining(NAS) });
    expect(tookMs).toBe(MACHINE.fileOperationMs);
    expect(abandoned).toEqual([NAS]);
  });

  it('gives flushing more time', async () => {
    expect((await outcome(files.sync(NAS))).tookMs).toBe(MACHINE.syncMs);
  });

  it('does not go to a dead mount again, and still goes to the others', async () => {
    await outcome(files.stat(NAS));
    const second = await outcome(files.rename('/nas/a', '/nas/b'));
    expect(second.tookMs).toBe(0);
    expect(second.result).toBeInstanceOf(FileTimeoutError);
    expect(second.result).toMatchObject({ message: expect.stringContaining('/nas did not answer') });
    expect(abandoned).toEqual([NAS]);
    expect((await outcome(files.stat(LOCAL))).result).toBeUndefined();
  });

  it('has one operation try after a pause, and all others when that was answered', async () => {
    await outcome(files.stat(NAS));
    await pass(MACHINE.mountPauseMs);
    fault = undefined;
    const trial = files.createExclusive(NAS, 'text');
    expect((await outcome(files.stat(NAS))).result).toBeInstanceOf(FileTimeoutError);
    expect((await outcome(trial)).result).toBe(true);
    expect((await outcome(files.read(NAS, 10))).result).toBe('text');
  });

  it('takes an error for an answer, unless it says that there was none', async () => {
    await outcome(files.stat(NAS));
    await pass(MACHINE.mountPauseMs);
    fault = { fail: 'ETIMEDOUT' };
    await outcome(files.stat(NAS));
    expect((await outcome(files.stat(NAS))).result).toBeInstanceOf(FileTimeoutError);
    await pass(MACHINE.mountPauseMs);
    fault = { fail: 'ENOTCONN' };
    await outcome(files.stat(NAS));
    expect((await outcome(files.stat(NAS))).result).toMatchObject({ code: 'ENOTCONN' });
  });

  describe('in turn', () => {
    it('have their bounds one after another', async () => {
      const eachMs = MACHINE.fileOperationMs - 1;
      fault = { afterMs: eachMs };
      const turn = files.inTurn();
      const asked = [turn.remove(NAS), turn.remove(NAS), turn.remove(NAS)];
      const { result, tookMs } = await outcome(Promise.all(asked));
      expect(result).toEqual([false, false, false]);
      expect(tookMs).toBeCloseTo(3 * eachMs, 3);
    });

    it('wait once for a mount that does not answer, and leave nothing asked for there', async () => {
      const turn = files.inTurn();
      const [first, second, third] = [turn.remove(NAS), turn.removeIf('/nas/b', ''), turn.remove(LOCAL)];
      expect(await outcome(first)).toMatchObject({
        result: { code: 'ETIMEDOUT', message: expect.stringContaining('no answer') },
        tookMs: MACHINE.fileOperationMs,
      });
      expect(await outcome(second)).toMatchObject({
        result: { code: 'ETIMEDOUT', message: expect.stringContaining('not tried') },
        tookMs: 0,
      });
      expect(new Set(abandoned)).toEqual(new Set([NAS, '/nas/b']));
      expect((await outcome(third)).result).toBeInstanceOf(FileTimeoutError);
    });

    it('ask nothing of a mount that was silent before one of them has tried', async () => {
      await outcome(files.stat(NAS));
      const asked: string[] = [];
      world.fault = (operation) => {
        asked.push(operation);
        return undefined;
      };
      const early = files.inTurn();
      expect((await outcome(early.remove(NAS))).result).toBeInstanceOf(FileTimeoutError);
      expect(asked).toEqual([]);
      await pass(MACHINE.mountPauseMs);
      const turn = files.inTurn();
      const both = [turn.remove(NAS), turn.removeIf(NAS, '')];
      expect((await outcome(Promise.all(both))).result).toEqual([false, false]);
      expect(asked).toEqual(['remove', 'read']);
    });
  });

  it('does not take its own sleep for the silence of a mount', async () => {
    const patient = files.stat(NAS);
    let settled = false;
    patient.catch(() => {
      settled = true;
    });
    const sleepMs = MACHINE.fileOperationMs + 5_000;
    clock.pause();
    clock.world(sleepMs, () => clock.resume());
    await pass(sleepMs + 4_999);
    expect(settled).toBe(false);
    expect(abandoned).toEqual([]);
    const { result, tookMs } = await outcome(patient);
    expect(result).toBeInstanceOf(FileTimeoutError);
    expect(tookMs).toBe(1);
  });
});
