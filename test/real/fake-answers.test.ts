import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../src/ffmpeg/decision.js';
import { plausibleDuration } from '../../src/ffmpeg/duration-plausibility.js';
import { readFfmpegVersion } from '../../src/ffmpeg/ffmpeg-version.js';
import { checkOutput } from '../../src/ffmpeg/output-check.js';
import { PacketDuration, packetDurationArgs } from '../../src/ffmpeg/packet-duration.js';
import { readRecordingProbe, recordingProbeArgs } from '../../src/ffmpeg/recording-probe.js';
import { remuxArgs } from '../../src/ffmpeg/remux-args.js';
import { ClipCache } from '../../src/harness/engines/ffmpeg/clip-cache.js';
import { findRealTools, type RealTools } from '../../src/harness/engines/ffmpeg/real-tools.js';
import { createNodeClock } from '../../src/node/clock.js';
import { bundleFakes, Workbench } from '../fake-ffmpeg/workbench.js';

/** What both the clip and the fake's recording are. */
const RECORDING = {
  sizeBytes: 5_000_000,
  durationMs: 20_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
} as const;

const { tools: found } = await findRealTools({});
const fakes = bundleFakes();
afterAll(() => fakes.remove());

interface Answer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The same question, put to the real tool and to its fake, on the same files. */
class Pair {
  readonly bench = new Workbench({ recording: RECORDING });
  readonly #tools: RealTools;

  constructor(tools: RealTools) {
    this.#tools = tools;
  }

  get version(): string {
    return this.#tools.version;
  }

  async real(tool: 'ffmpeg' | 'ffprobe', args: readonly string[]): Promise<Answer> {
    return run(this.#tools[tool].path, args, this.#tools[tool].env);
  }

  async fake(tool: 'ffmpeg' | 'ffprobe', args: readonly string[]): Promise<Answer> {
    return this.bench.start(fakes[tool], args).ended;
  }

  at(name: string): string {
    return join(this.bench.folder, name);
  }
}

function run(file: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...env }, timeout: 20_000, maxBuffer: 1 << 26 };
    execFile(file, args, options, (error, stdout, stderr) => {
      resolve({
        code: error === null ? 0 : typeof error.code === 'number' ? error.code : null,
        stdout,
        stderr,
      });
    });
  });
}

describe.skipIf(found.length === 0).each(found.map((tools) => [tools.version, tools] as const))(
  'the fake answers as ffmpeg %s does',
  (_, tools) => {
    let pair: Pair;
    beforeAll(async () => {
      pair = new Pair(tools);
      await new ClipCache(createNodeClock()).copyTo(pair.at('clip.ts'), tools, {
        recording: RECORDING,
        picture: '320x180',
      });
    });
    afterAll(() => pair.bench.remove());

    describe('questions about itself', () => aboutItself(() => pair));
    describe('probing', () => probing(() => pair));
    describe('errors', () => errors(() => pair));
  },
);

function aboutItself(pair: () => Pair): void {
  it.each(['ffmpeg', 'ffprobe'] as const)('%s -version', async (tool) => {
    const [real, fake] = [await pair().real(tool, ['-version']), await pair().fake(tool, ['-version'])];
    expect([fake.code, fake.stderr]).toEqual([real.code, real.stderr]);
    expect(readFfmpegVersion(real.stdout)?.name).toBeTruthy();
    expect(readFfmpegVersion(fake.stdout)).toMatchObject({ release: '5.1.9' });
  });

  it('-encoders', async () => {
    const asked = ['-hide_banner', '-encoders'];
    const [real, fake] = [await pair().real('ffmpeg', asked), await pair().fake('ffmpeg', asked)];
    expect(fake.code).toBe(real.code);
    const kinds = (text: string): ReadonlyMap<string, string> =>
      new Map(
        [...text.matchAll(/^ ([VAS])[F.][S.][X.][B.][D.] ([\w.-]+) +\S/gm)].map(
          ([, kind = '', name = '']) => [name, kind],
        ),
      );
    const [theirs, ours] = [kinds(real.stdout), kinds(fake.stdout)];
    for (const name of ['libx264', 'aac']) expect(ours.get(name)).toBe(theirs.get(name));
    for (const [name, kind] of ours) if (theirs.has(name)) expect(kind, name).toBe(theirs.get(name));
    expect(ours.size).toBeGreaterThan(5);
  });
}

function probing(pair: () => Pair): void {
  it('describes a recording by the same facts, and the ladder decides the same', async () => {
    const real = readRecordingProbe(
      (await pair().real('ffprobe', recordingProbeArgs(pair().at('clip.ts')))).stdout,
    );
    const fake = readRecordingProbe(
      (await pair().fake('ffprobe', recordingProbeArgs(pair().bench.input))).stdout,
    );
    if (real === undefined || fake === undefined) throw new Error('no description');
    const facts = (probe: typeof real): unknown =>
      probe.streams.map(({ kind, codec, pixelFormat, bitDepth, carriesData, programs, id }) => {
        return { kind, codec, pixelFormat, bitDepth, carriesData, programs, id };
      });
    expect(facts(fake)).toEqual(facts(real));
    expect(fake.format).toBe(real.format);
    expect(Object.keys(fake).sort()).toEqual(Object.keys(real).sort());
    for (const [index, stream] of real.streams.entries()) {
      expect(Object.keys(fake.streams[index] ?? {}).sort()).toEqual(Object.keys(stream).sort());
    }
    expect(decide(fake)).toEqual(decide(real));
    for (const probe of [real, fake]) {
      expect(Math.abs((plausibleDuration(probe) ?? 0) - RECORDING.durationMs)).toBeLessThan(200);
    }
  });

  it('lists packets from which the same duration follows', async () => {
    const streams = { video: 0, audio: 1 };
    const measured = (text: string): number => {
      const packets = new PacketDuration(streams);
      packets.push(Buffer.from(text));
      packets.end();
      return packets.durationMs ?? 0;
    };
    const real = await pair().real('ffprobe', packetDurationArgs(pair().at('clip.ts'), streams));
    const fake = await pair().fake('ffprobe', packetDurationArgs(pair().bench.input, streams));
    expect(fake.code).toBe(real.code);
    expect(Math.abs(measured(real.stdout) - RECORDING.durationMs)).toBeLessThan(200);
    expect(Math.abs(measured(fake.stdout) - measured(real.stdout))).toBeLessThan(200);
  });

  it('describes an output that the supervisor takes, and refuses one that was cut', async () => {
    const job = (input: string, output: string) =>
      remuxArgs('default', { input, output, streams: { video: 0, audio: 1 } });
    const made = await pair().real('ffmpeg', job(pair().at('clip.ts'), pair().at('real.mp4')));
    const faked = await pair().fake('ffmpeg', job(pair().bench.input, pair().bench.output));
    expect([made.code, faked.code]).toEqual([0, 0]);
    const promised = { durationMs: RECORDING.durationMs, video: true, audio: true };
    for (const output of [pair().at('real.mp4'), pair().bench.output]) {
      const isReal = output.endsWith('real.mp4');
      const probed = (path: string): Promise<Answer> =>
        isReal
          ? pair().real('ffprobe', recordingProbeArgs(path))
          : pair().fake('ffprobe', recordingProbeArgs(path));
      expect(checkOutput(readRecordingProbe((await probed(output)).stdout), promised)).toMatchObject({
        ok: true,
      });
      const bytes = readFileSync(output);
      const cut = `${pair().bench.output}.cut-${isReal ? 'real' : 'fake'}`;
      writeFileSync(cut, bytes.subarray(0, 600));
      const refused = await probed(cut);
      expect(refused.code).toBe(1);
      expect(checkOutput(readRecordingProbe(refused.stdout), promised)).toMatchObject({ ok: false });
    }
  });
}

const MISTAKES: readonly (readonly [string, (folder: string, input: string) => string[]])[] = [
  ['a recording that is gone', (at) => ['-i', `${at}/gone.ts`, '-c', 'copy', '-f', 'mp4', `${at}/x.mp4`]],
  ['an option that nobody knows', (at, input) => ['-nonsense', '1', '-i', input, `${at}/x.mp4`]],
  ['an encoder that nobody has', (at, input) => ['-i', input, '-c:v', 'h299', `${at}/x.mp4`]],
  ['no output', (_, input) => ['-i', input]],
  ['a folder that does not exist', (at, input) => ['-i', input, '-c', 'copy', '-f', 'mp4', `${at}/no/x.mp4`]],
];

/** From here on ffmpeg exits with the error's own number and words some messages anew; the fake is a 5.1. */
const EXITS_OTHERWISE = 6.1;

function errors(pair: () => Pair): void {
  it('are refused with the same words and the same code', async () => {
    const { bench, version } = pair();
    const release = Number.parseFloat(readFfmpegVersion(`ffmpeg version ${version}`)?.release ?? '0');
    const quiet = ['-y', '-nostdin', '-hide_banner', '-loglevel', 'error'];
    const answers = await Promise.all(
      MISTAKES.map(async ([name, args]) => {
        const real = await pair().real('ffmpeg', [...quiet, ...args(bench.folder, pair().at('clip.ts'))]);
        const fake = await pair().fake('ffmpeg', [...quiet, ...args(bench.folder, bench.input)]);
        return { name, real, fake };
      }),
    );
    for (const { name, real, fake } of answers) {
      expect(real.code, name).not.toBe(0);
      expect(fake.code, name).not.toBe(0);
      expect(real.stderr, name).not.toBe('');
      if (release >= EXITS_OTHERWISE) continue;
      expect([name, fake.code, fake.stderr]).toEqual([name, real.code, real.stderr]);
    }
  });
}
