import { decide } from './decision.js';
import { durationsAgree } from './duration-tolerance.js';
import type { RemuxPolicy } from './policy.js';
import type { ProbedStream, RecordingProbe } from './recording-probe.js';

/**
 * Bits per second that a real recording has at least. A claim of 72054 s for 1.7 s of HD comes to 100.
 * Teletext-like still pictures and speech are the lowest that were seen to be real.
 */
const LEAST_BITS_PER_SECOND = { video: 32_000, audio: 4_000 };

/** More than any broadcast or camera of a consumer writes; a claim that is far too short comes to it. */
const MOST_BITS_PER_SECOND = 400e6;

/**
 * How long a recording is by what ffprobe claims, in ms, if that can be believed: the implied bitrate is
 * possible, and the file's claim agrees with those of the streams that would be taken.
 * @returns undefined when it cannot be; the packets then tell (`PacketDuration`). A believable claim can still
 * be wrong: a clock that jumped in mid-recording shows in the packets only.
 */
export function plausibleDuration(probe: RecordingProbe, policy?: RemuxPolicy): number | undefined {
  const claimedMs = probe.durationMs;
  if (claimedMs === undefined) return undefined;
  const decision = decide(probe, policy);
  const chosen = decision.kind === 'run' ? [decision.streams.video, decision.streams.audio] : [];
  const streams = probe.streams.filter((stream) => chosen.includes(stream.index));
  if (!possibleBitrate(probe, claimedMs, streams)) return undefined;
  const spanMs = spanOf(streams);
  if (spanMs === undefined) return claimedMs;
  return durationsAgree(claimedMs, spanMs) ? spanMs : undefined;
}

function possibleBitrate(
  probe: RecordingProbe,
  durationMs: number,
  streams: readonly ProbedStream[],
): boolean {
  if (probe.sizeBytes === undefined) return true;
  const bitsPerSecond = (probe.sizeBytes * 8) / (durationMs / 1000);
  const hasVideo = streams.some((stream) => stream.kind === 'video');
  const least = hasVideo ? LEAST_BITS_PER_SECOND.video : LEAST_BITS_PER_SECOND.audio;
  return bitsPerSecond >= least && bitsPerSecond <= MOST_BITS_PER_SECOND;
}

/** From the first start to the last end; undefined unless every stream tells both. */
function spanOf(streams: readonly ProbedStream[]): number | undefined {
  let startMs = Number.POSITIVE_INFINITY;
  let endMs = Number.NEGATIVE_INFINITY;
  for (const stream of streams) {
    if (stream.startMs === undefined || stream.durationMs === undefined) return undefined;
    startMs = Math.min(startMs, stream.startMs);
    endMs = Math.max(endMs, stream.startMs + stream.durationMs);
  }
  return streams.length === 0 ? undefined : Math.round((endMs - startMs) * 1000) / 1000;
}
