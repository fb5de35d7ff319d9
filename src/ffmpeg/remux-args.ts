import type { StreamChoice } from './decision.js';
import { type InputSource, inputOptions, inputUrl } from './input-url.js';
import { type CommandFlags, DEFAULT_POLICY, type Flags, type RemuxPolicy } from './policy.js';
import type { Strategy } from './strategy.js';

/** One run of ffmpeg: what it reads, what it writes, and which streams it takes. */
export interface RemuxRequest {
  /** A path, a URL as `inputUrl` knows them, or a list of parts. */
  readonly input: InputSource;
  /** A path. Whatever is there is overwritten: the supervisor gives a name that it has taken for itself. */
  readonly output: string;
  readonly streams: StreamChoice;
  /** What the policy wants beside a copy of this video. */
  readonly copyFlags?: Flags | undefined;
}

/**
 * ffmpeg's arguments for one rung: the policy's flags between what the supervisor needs to hear of progress, to name
 * files safely and to take the chosen streams, instead of `0:v:0?` and `0:a:0?`, which pick streams that are announced
 * but empty.
 * @param policy the shipped one when absent; its rules for versions are applied before (`policyForRelease`)
 */
export function remuxArgs(
  strategy: Strategy,
  request: RemuxRequest,
  policy: RemuxPolicy = DEFAULT_POLICY,
): string[] {
  const { input, output, streams } = request;
  const { flags } = policy.strategies[strategy];
  return [
    ...['-y', '-nostdin', '-hide_banner', '-nostats', '-progress', 'pipe:1'],
    // The level tells warnings, which decide about the next rung, from errors.
    ...['-loglevel', `+level+${policy.logLevel}`],
    ...written(flags.input),
    ...inputOptions(input),
    ...['-i', inputUrl(input)],
    ...mapped(streams.video, streams.videoId),
    ...mapped(streams.audio, streams.audioId),
    ...(streams.video === undefined ? [] : written({ ...flags.video, ...copyFlags(flags, request) })),
    ...(streams.audio === undefined ? [] : written(flags.audio)),
    ...written(flags.output),
    ...['-f', 'mp4', `file:${output}`],
  ];
}

function copyFlags({ video }: CommandFlags, request: RemuxRequest): Flags {
  return video['c:v'] === 'copy' ? (request.copyFlags ?? {}) : {};
}

function written(flags: Flags): string[] {
  return Object.entries(flags).flatMap(([option, value]) =>
    value === true ? [`-${option}`] : [`-${option}`, value],
  );
}

function mapped(index: number | undefined, id: number | undefined): string[] {
  if (index === undefined) return [];
  return ['-map', id === undefined ? `0:${index}` : `0:i:0x${id.toString(16)}`];
}

/** Where the chosen streams stand in the MP4. */
export function outputStreams(chosen: StreamChoice): StreamChoice {
  if (chosen.video === undefined) return chosen.audio === undefined ? {} : { audio: 0 };
  return chosen.audio === undefined ? { video: 0 } : { video: 0, audio: 1 };
}
