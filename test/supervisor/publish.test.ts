import { beforeEach, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/base/random.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { SimProcesses } from '../../src/sim/sim-processes.js';
import { SUPERVISOR_DEFAULTS } from '../../src/supervisor/config.js';
import type { JobDeed } from '../../src/supervisor/events.js';
import type { JobContext } from '../../src/supervisor/job-context.js';
import type { Published } from '../../src/supervisor/outcome.js';
import { publish } from '../../src/supervisor/publish.js';
import { Quarantine } from '../../src/supervisor/quarantine.js';
import { tempNames } from '../../src/supervisor/temp-names.js';

const OUTPUT = '/out/film.mp4';
const TEMP = '/out/film.mp4.tmp-abcdefghij-default';

describe('publishing', () => {
  let clock: SimClock;
  let files: SimFiles;
  let told: JobDeed[];

  beforeEach(() => {
    clock = new SimClock();
    files = new SimFiles(clock);
    files.entries.set(TEMP, { text: 'film', sizeBytes: 4, modifiedAtMs: 0 });
    told = [];
  });

  async function run(signal?: AbortSignal): Promise<boolean> {
    const random = seededRandom(1);
    const processes = new SimProcesses({ clock, launch: () => undefined });
    const context: JobContext = {
      host: { clock, files, processes, random },
      files,
      config: { ...SUPERVISOR_DEFAULTS, ffmpeg: '/f', ffprobe: '/p' },
      jobId: 'j',
      recordingId: 'r',
      input: '/in/a.ts',
      output: OUTPUT,
      names: tempNames(OUTPUT, random),
      quarantine: new Quarantine(),
      signal,
      emit: (deed) => told.push(deed),
    };
    let settled = false;
    const work = publish(context, TEMP, { kind: 'published', attempts: [] } as unknown as Published).finally(
      () => {
        settled = true;
      },
    );
    work.catch(() => {});
    await clock.run(() => settled);
    return work;
  }

  it('gives the film its name and leaves its metadata', async () => {
    expect(await run()).toBe(true);
    expect([...files.entries.keys()].sort()).toEqual([OUTPUT, `${OUTPUT}.meta.json`]);
    expect(files.entries.get(OUTPUT)?.text).toBe('film');
  });

  it('flushes film and metadata before either has its name, and the folder once both have', async () => {
    const done: string[] = [];
    files.fault = (operation, path) => {
      done.push(operation === 'sync' ? `sync ${path === TEMP ? 'film' : 'metadata'}` : operation);
      return undefined;
    };
    expect(await run()).toBe(true);
    const firstRename = done.indexOf('rename');
    expect(done.slice(0, firstRename)).toEqual(expect.arrayContaining(['sync film', 'sync metadata']));
    expect(done.slice(firstRename)).toEqual(['rename', 'rename', 'syncFolder']);
  });

  it('publishes nothing for a job that was cancelled before the point of no return', async () => {
    expect(await run(AbortSignal.abort())).toBe(false);
    expect(files.entries.has(OUTPUT)).toBe(false);
  });

  it('fails before the film has its name when anything before that fails', async () => {
    files.fault = (operation) => (operation === 'sync' ? { fail: 'EIO' } : undefined);
    await expect(run()).rejects.toThrow(/EIO/);
    expect(files.entries.has(OUTPUT)).toBe(false);
  });

  it('has succeeded once the film has its name, whatever becomes of the metadata, and says so', async () => {
    let renames = 0;
    files.fault = (operation) => (operation === 'rename' && ++renames === 2 ? { fail: 'ENOSPC' } : undefined);
    expect(await run()).toBe(true);
    expect(files.entries.has(OUTPUT)).toBe(true);
    expect(told).toMatchObject([{ event: 'warning', message: expect.stringContaining('ENOSPC') }]);
  });
});
