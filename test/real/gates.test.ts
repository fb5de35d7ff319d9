import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFfmpegVersion } from '../../src/ffmpeg/ffmpeg-version.js';
import { DEFAULT_POLICY } from '../../src/ffmpeg/policy.js';
import type { GateTools } from '../../src/gates/measure/bench.js';
import { InterruptedError } from '../../src/gates/measure/run-tool.js';
import type { GatesResult } from '../../src/gates/result.js';
import { NoRecordingsError, runGates } from '../../src/gates/run-gates.js';
import type { Host } from '../../src/host/host.js';
import type { Processes } from '../../src/host/processes.js';
import { findTools } from '../../src/node/find-tools.js';
import { createNodeHost } from '../../src/node/host.js';

const folder = mkdtempSync(path.join(tmpdir(), 'stallproof-gates-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);

let tools: GateTools | undefined;

/** A real recording of ffmpeg's own making, and something that is none. */
beforeAll(async () => {
  // The packaged binaries start in a tenth of the time.
  const { ffmpeg, ffprobe } = await findTools({ env: { ...process.env, PATH: '' } });
  const env = { ...ffmpeg.env, ...ffprobe.env };
  const read = (file: string) =>
    readFfmpegVersion(
      execFileSync(file, ['-version'], { encoding: 'utf8', env: { ...process.env, ...env } }),
    );
  const [version, probeVersion] = [read(ffmpeg.path), read(ffprobe.path)];
  if (version === undefined || probeVersion === undefined) return;
  const judge = { ffprobe: ffprobe.path, env, version: probeVersion };
  tools = {
    name: version.name,
    ffmpeg: ffmpeg.path,
    ffprobe: ffprobe.path,
    env,
    version,
    probeVersion,
    judge,
  };
  mkdirSync(at('corpus/deep'), { recursive: true });
  const made = [
    '-f',
    'lavfi',
    '-i',
    'testsrc=duration=2:size=64x48:rate=25',
    '-f',
    'lavfi',
    '-i',
    'sine=duration=2',
  ];
  const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '10', '-c:a', 'ac3'];
  execFileSync(ffmpeg.path, ['-v', 'error', ...made, ...coded, at('corpus/deep/film.ts')]);
  writeFileSync(at('corpus/a rubbish;name.ts'), 'this is no recording');
  writeFileSync(at('corpus/notes.txt'), 'not looked at');
});

function run(more: Partial<Parameters<typeof runGates>[0]> = {}): Promise<GatesResult> {
  if (tools === undefined) throw new Error('no ffmpeg');
  return runGates({
    ...{ host: createNodeHost(), corpus: at('corpus'), cacheFolder: at('cache'), tools: [tools] },
    ...{ policy: DEFAULT_POLICY, logs: [], browser: { missing: 'not in this test' }, onProgress: () => {} },
    ...more,
  });
}

function counting(): { readonly host: Host; readonly commands: string[] } {
  const host = createNodeHost();
  const { processes } = host;
  const commands: string[] = [];
  const spawn: Processes['spawn'] = (command, sink) => {
    commands.push(command.file);
    return processes.spawn(command, sink);
  };
  return {
    host: { ...host, processes: { spawn, identity: processes.identity.bind(processes) } as Processes },
    commands,
  };
}

const withoutTimes = ({ times: _, proposed, ...rest }: GatesResult) => ({
  ...rest,
  proposed: { ...proposed, provenance: { ...proposed.provenance, generatedAt: '' } },
});

describe('the gates on a folder of recordings', () => {
  let first: GatesResult | undefined;
  let whole: readonly string[] = [];

  it('measure what is a recording, and have a row for what is none', { timeout: 240_000 }, async () => {
    const steps: string[] = [];
    const { host, commands } = counting();
    first = await run({ host, onProgress: ({ what }) => steps.push(what) });
    whole = commands;
    expect(first.recordings.map(({ name }) => name)).toEqual(['a rubbish;name.ts', 'deep/film.ts']);
    const [rubbish, film] = first.gate1.scores;
    expect(rubbish?.ours).toMatchObject({
      verdict: 'right-refusal',
      because: expect.stringContaining('probed'),
    });
    expect(film?.ours).toMatchObject({ verdict: 'right', strategy: 'default' });
    // A second is cut from two.
    expect(film?.origin).toMatchObject({ verdict: 'false-success', onlyFirstSecond: true });
    expect(first.gate2.oddities[0]).toMatchObject({ recording: 'a rubbish;name.ts' });
    expect(first.gate3[0]?.rows[1]).toMatchObject({ outcome: 'published', seeksDone: 10, seeksTried: 10 });
    const harmful = first.gate1.effects.find(({ id }) => id === 'with -ss 1');
    expect(harmful?.harmed).toEqual([
      { recording: 'deep/film.ts', because: expect.stringContaining('instead of') },
    ]);
    expect(first.proposed.provenance).toMatchObject({ generator: 'stallproof gates', recordings: 2 });
    expect(JSON.stringify(first)).not.toContain(folder);
    expect(steps.at(-1)).toBe('conclusions');
  });

  it('come to the same under other names of folders, interrupted and resumed', {
    timeout: 240_000,
  }, async () => {
    cpSync(at('corpus'), at('elsewhere'), { recursive: true });
    const elsewhere = { corpus: at('elsewhere'), cacheFolder: at('cache2') };
    const controller = new AbortController();
    const stopped = counting();
    const stop = run({
      ...elsewhere,
      host: stopped.host,
      signal: controller.signal,
      onProgress: ({ what }) => {
        if (what.includes('without -avoid_negative_ts')) controller.abort();
      },
    });
    await expect(stop).rejects.toThrow(InterruptedError);
    const resumed = counting();
    const again = await run({ ...elsewhere, host: resumed.host });
    expect(withoutTimes(again)).toEqual(first && withoutTimes(first));
    // The supervised run and the experiments behind the interrupt, and nothing of what was measured before it.
    expect(stopped.commands.length).toBeGreaterThan(40);
    expect(resumed.commands.length).toBeGreaterThan(20);
    expect(stopped.commands.length + resumed.commands.length).toBeLessThan(whole.length + 10);
  });

  it('ask again only which libraries a binary has where all is known', { timeout: 60_000 }, async () => {
    const { host, commands } = counting();
    const kept = await run({ host });
    expect(kept.gate1.scores).toEqual(first?.gate1.scores);
    expect(commands.filter((file) => !file.endsWith('ldd'))).toEqual([]);
  });

  it('say so where there is nothing', async () => {
    mkdirSync(at('empty'));
    await expect(run({ corpus: at('empty') })).rejects.toThrow(NoRecordingsError);
  });
});
