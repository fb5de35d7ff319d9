import { LineSplitter } from '../../base/line-splitter.js';
import type { StreamChoice } from '../../ffmpeg/decision.js';
import { PacketDuration, packetDurationArgs, readPacket } from '../../ffmpeg/packet-duration.js';
import type { Recording } from '../recordings.js';
import { type Bench, runJudge, toolIdentity } from './bench.js';

/** How long the chosen streams of a recording are by its packets; undefined where nothing tells. */
export async function measureRecordingMs(
  bench: Bench,
  file: string,
  recording: Recording,
  streams: StreamChoice,
): Promise<number | undefined> {
  const chosen = { video: streams.video, audio: streams.audio };
  const key = ['duration', recording.sha256, toolIdentity(bench.tools), chosen];
  const { durationMs } = await bench.cache.step(key, async () => {
    const packets = new PacketDuration(streams);
    await runJudge(bench, packetDurationArgs(file, streams), { onStdout: (bytes) => packets.push(bytes) });
    packets.end();
    return { durationMs: packets.durationMs };
  });
  return durationMs;
}

/** What the packets of a finished MP4 say. */
export interface OutputSpan {
  readonly durationMs: number | undefined;
  /** When the frames of its first stream are shown or played, in order. */
  readonly framesMs: readonly number[];
}

/** Frames of the longest recording that is looked at whole: a day at 50 a second is more. */
const MOST_FRAMES = 2_000_000;

/** Lists the packets of an MP4 whose streams stand where `streams` says. */
export async function measureOutput(bench: Bench, file: string, streams: StreamChoice): Promise<OutputSpan> {
  const packets = new PacketDuration(streams);
  const framesMs: number[] = [];
  const lines = new LineSplitter(1024, (line) => {
    const packet = readPacket(line);
    if (packet?.stream !== 0 || packet.ptsMs === undefined || framesMs.length >= MOST_FRAMES) return;
    framesMs.push(packet.ptsMs);
  });
  await runJudge(bench, packetDurationArgs(file, streams), {
    onStdout: (bytes) => {
      packets.push(bytes);
      lines.push(bytes);
    },
  });
  packets.end();
  lines.end();
  return { durationMs: packets.durationMs, framesMs: framesMs.sort((a, b) => a - b) };
}
