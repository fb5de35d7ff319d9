import { statSync } from 'node:fs';
import { execa } from 'execa';
import { checkOutput } from '../../../ffmpeg/output-check.js';
import { readRecordingProbe, recordingProbeArgs } from '../../../ffmpeg/recording-probe.js';
import type { PublishedFile } from '../../evidence.js';
import type { RealTools } from './real-tools.js';

/** An MP4 of a minute is probed in a moment. A machine duration. */
const ANSWER_BOUND_MS = 20_000;

/** What a real ffprobe says of a published file. */
export async function readPublishedMedia(path: string, { ffprobe }: RealTools): Promise<PublishedFile> {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size;
  if (bytes === undefined) return { state: 'none' };
  const { stdout, stderr, exitCode } = await execa(ffprobe.path, recordingProbeArgs(path), {
    env: ffprobe.env,
    stdin: 'ignore',
    timeout: ANSWER_BOUND_MS,
    reject: false,
  });
  const probe = exitCode === 0 ? readRecordingProbe(stdout) : undefined;
  const checked = checkOutput(probe, { video: false, audio: false });
  if (probe === undefined || !checked.ok || checked.durationMs === undefined) {
    return { state: 'broken', bytes, why: stderr.trim().split('\n').at(-1) || 'ffprobe cannot read it' };
  }
  const streams = probe.streams.filter(({ carriesData }) => carriesData).map(({ kind }) => kind);
  return { state: 'complete', durationMs: checked.durationMs, bytes, streams: [...new Set(streams)] };
}
