import { execFile } from 'node:child_process';
import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
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
const IS_THERE = existsSync(CORPUS);

interface Tools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
  readonly env: Readonly<Record<string, string>>;
}

/**
 * One capture for each way in which a fixed command line goes wrong, and what is decided about it. All of them, with seeks and in
 * a browser, are in reports/gates.
 */
const CHOSEN: Readonly<Record<string, RegExp>> = {
  // Video is announced and not there.
  'dvb-audio-only-eac3-novideo.ts': /audio only/,
  // Two programs, each with a clock of its own.
  'dvb-hd-h264-ac3-2prog.ts': /h264 video of 8 bits is copied/,
  // Every video packet is marked corrupt, and plays.
  'dvb-sd-h264-aac-12s.ts': /h264 video of 8 bits is copied/,
  // Nothing but teletext.
  'dvb-teletext-h264-nodata.ts': /nothing playable/,
  // A tenth of a second.
  'exo-h264-dts.ts': /h264 video of 8 bits is copied/,
  // A codec that no browser plays.
  'exo-scte35.ts': /mpeg2video video is encoded anew/,
  // Timestamps that wrap.
  'hls-h264-aac-pts-rollover.ts': /h264 video of 8 bits is copied/,
  // Audio is announced and not there.
  'mux-aac-declared-no-data.ts': /h264 video of 8 bits is copied/,
  // The tables come after the first packets.
  'mux-middle-pat-pmt.ts': /h264 video of 8 bits is copied/,
};

const folder = mkdtempSync(join(tmpdir(), 'stallproof-corpus-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!IS_THERE).each([
  ['the ffmpeg on PATH', onPath],
  ['the packaged ffmpeg', packaged],
])('%s', (_, find) => {
  let tools: Tools | undefined;
  beforeAll(() => {
    tools = find();
  });

  it.for(Object.entries(CHOSEN))(
    'remuxes %s as promised',
    { timeout: 120_000 },
    async ([name, why], context) => {
      if (tools === undefined) return context.skip('not on this machine');
      const input = join(CORPUS, name);
      const probe = await probed(tools, input);
      const decision = decide(probe ?? { streams: [] });
      expect(decision.reason).toMatch(why);
      if (decision.kind === 'refuse') return;
      const { streams } = decision;
      const output = join(folder, `${basename(name)}.mp4`);
      const strategy = decision.ladder[0] ?? 'default';
      const { code, stderr } = await run(
        tools,
        tools.ffmpeg,
        remuxArgs(strategy, { input, output, streams }),
      );
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
    },
  );
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
