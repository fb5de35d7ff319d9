import { execFile } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classifyStderr } from '../../src/ffmpeg/classify-stderr.js';
import { decide, type StreamChoice } from '../../src/ffmpeg/decision.js';
import { checkOutput } from '../../src/ffmpeg/output-check.js';
import { PacketDuration, packetDurationArgs } from '../../src/ffmpeg/packet-duration.js';
import {
  type RecordingProbe,
  readRecordingProbe,
  recordingProbeArgs,
} from '../../src/ffmpeg/recording-probe.js';
import { outputStreams, remuxArgs } from '../../src/ffmpeg/remux-args.js';

const CORPUS = process.env.STALLPROOF_CORPUS ?? resolve(import.meta.dirname, '../../../shared/corpus');
const FILES = existsSync(CORPUS) ? readdirSync(CORPUS).filter((name) => /\.m?ts$/.test(name)) : [];

interface Tools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The recordings that the ladder must not copy, and what it says of them. */
const NOT_COPIED: Readonly<Record<string, RegExp>> = {
  'dvb-audio-only-eac3-novideo.ts': /audio only/,
  'dvb-sd-mpeg2-mp2-gap.ts': /mpeg2video video is encoded anew/,
  'dvb-sd-mpeg2-mp2.ts': /mpeg2video video is encoded anew/,
  'dvb-teletext-h264-nodata.ts': /nothing playable/,
  'exo-mpeg2-1080p-mp2.ts': /mpeg2video video is encoded anew/,
  'exo-scte35.ts': /mpeg2video video is encoded anew/,
  'hls-hevc-main10.ts': /hevc video is encoded anew/,
  'ott-uhd-hevc-mux.ts': /hevc video is encoded anew/,
};

/** What takes too long to encode in a test. */
const SLOW = new Set([
  'dvb-sd-mpeg2-mp2.ts',
  'exo-mpeg2-1080p-mp2.ts',
  'hls-hevc-main10.ts',
  'ott-uhd-hevc-mux.ts',
]);

const folder = mkdtempSync(join(tmpdir(), 'stallproof-corpus-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(FILES.length === 0).each([
  ['the ffmpeg on PATH', onPath],
  ['the packaged ffmpeg', packaged],
])('%s', (_, find) => {
  let tools: Tools | undefined;
  beforeAll(() => {
    tools = find();
  });

  it.for(FILES)('remuxes %s as promised', { timeout: 120_000 }, async (name, context) => {
    if (tools === undefined) return context.skip('not on this machine');
    const input = join(CORPUS, name);
    const probe = await probed(tools, input);
    const decision = decide(probe ?? { streams: [] });
    expect(decision.reason).toMatch(NOT_COPIED[name] ?? /h264 video of 8 bits is copied/);
    if (decision.kind === 'refuse' || SLOW.has(name)) return;
    const { streams } = decision;
    const output = join(folder, `${basename(name)}.mp4`);
    const strategy = decision.ladder[0] ?? 'default';
    const { code, stderr } = await run(tools, tools.ffmpeg, remuxArgs(strategy, { input, output, streams }));
    expect(code, JSON.stringify(classifyStderr(stderr))).toBe(0);
    const promised = {
      durationMs: await measured(tools, input, streams),
      video: streams.video !== undefined,
      audio: streams.audio !== undefined,
    };
    expect(promised.durationMs).toBeGreaterThan(0);
    const header = checkOutput(await probed(tools, output), promised);
    const check =
      header.ok || !header.packetsDecide
        ? header
        : checkOutput(
            await probed(tools, output),
            promised,
            await measured(tools, output, outputStreams(streams)),
          );
    expect(check).toMatchObject({ ok: true, durationChecked: true });
    rmSync(output);
  });
});

async function probed(tools: Tools, path: string): Promise<RecordingProbe | undefined> {
  return readRecordingProbe((await run(tools, tools.ffprobe, recordingProbeArgs(path))).stdout);
}

async function measured(tools: Tools, path: string, streams: StreamChoice): Promise<number | undefined> {
  const packets = new PacketDuration(streams);
  packets.push(Buffer.from((await run(tools, tools.ffprobe, packetDurationArgs(path, streams))).stdout));
  packets.end();
  return packets.durationMs;
}

async function run(
  tools: Tools,
  file: string,
  args: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const options = { env: { ...process.env, ...tools.env }, maxBuffer: 1 << 28, timeout: 100_000 };
  try {
    return { code: 0, ...(await promisify(execFile)(file, args, options)) };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: unknown; stdout: string; stderr: string };
    return { code: typeof code === 'number' ? code : -1, stdout, stderr };
  }
}

function onPath(): Tools | undefined {
  const find = (name: string) =>
    (process.env.PATH ?? '')
      .split(':')
      .map((directory) => join(directory, name))
      .find((path) => isExecutable(path));
  const [ffmpeg, ffprobe] = [find('ffmpeg'), find('ffprobe')];
  return ffmpeg === undefined || ffprobe === undefined ? undefined : { ffmpeg, ffprobe, env: {} };
}

function packaged(): Tools | undefined {
  const require = createRequire(import.meta.url);
  try {
    const ffmpeg = executable((require('@ffmpeg-installer/ffmpeg') as { path: string }).path);
    const ffprobe = executable((require('@ffprobe-installer/ffprobe') as { path: string }).path);
    // These static builds crash in the system's character set modules unless they find none.
    return { ffmpeg, ffprobe, env: { GCONV_PATH: '/nonexistent' } };
  } catch {
    return undefined;
  }
}

/** The file itself, or a copy where it was unpacked without its execute bit. */
function executable(path: string): string {
  if (isExecutable(path)) return path;
  const copy = join(folder, basename(path));
  copyFileSync(path, copy);
  chmodSync(copy, 0o755);
  return copy;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
