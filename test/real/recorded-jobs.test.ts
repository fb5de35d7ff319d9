import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runProgram } from '../../src/cli/program.js';
import { collectRuns } from '../../src/replay/collect-runs.js';
import { type MemoryIo, memoryIo } from '../cli/memory-io.js';
import { CORPUS, HAS_CORPUS } from './supervised-remux.js';

/** Where ffmpeg is looked for; the packaged one is taken where there is none. */
const ENV = { PATH: process.env.PATH ?? '' };

const RECORDING = join(CORPUS, 'dvb-sd-h264-eac3-7s.ts');

let folder: string;
let io: MemoryIo;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stallproof-recorded-'));
  io = memoryIo(ENV);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!HAS_CORPUS)('real jobs on record', { timeout: 60_000 }, () => {
  it('leave a trace each, side by side, in files named after their outputs', async () => {
    mkdirSync(join(folder, 'traces'));
    const working = runProgram(['worker', '--record', join(folder, 'traces'), '--label', 'storage=disk'], io);
    for (const id of ['a', 'b']) {
      io.stdin.write(`${JSON.stringify({ id, input: RECORDING, output: join(folder, `${id}.mp4`) })}\n`);
    }
    io.stdin.end();
    expect(await working).toBe(0);
    expect(readdirSync(join(folder, 'traces')).sort()).toEqual(['a.mp4.trace', 'b.mp4.trace']);
    for (const id of ['a', 'b']) {
      const { jobs, damages } = await collectRuns(join(folder, 'traces', `${id}.mp4.trace`));
      expect(damages).toEqual([]);
      expect([...jobs.keys()]).toEqual([id]);
      const [run, ...others] = jobs.get(id) ?? [];
      expect(others).toEqual([]);
      expect(run?.header).toMatchObject({
        strategy: 'default',
        labels: { storage: 'disk' },
        recording: { video: 'h264' },
        watch: { stallTimeoutMs: 90_000 },
      });
      expect(run?.records.some(({ kind }) => kind === 'block')).toBe(true);
      expect(run?.records.at(-1)).toMatchObject({ kind: 'exit', exit: { code: 0 } });
    }
  });

  it('keep their own files: none of them takes a trace', async () => {
    const output = join(folder, 'film.mp4');
    const code = await runProgram(['remux', '--record', `${output}.err.log`, RECORDING, output], io);
    expect(code).toBe(4);
    expect(io.stderr.text).toContain('is a file of the job');
    expect(readdirSync(folder)).toEqual([]);
  });
});
