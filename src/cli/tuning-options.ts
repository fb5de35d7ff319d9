import { type Command, Option } from 'commander';
import { serializeDuration } from '../base/duration.js';
import { SUPERVISOR_DEFAULTS, type SupervisorConfig, WATCH_DEFAULTS } from '../supervisor/config.js';
import { anyDuration, type Duration, positiveDuration } from './duration-option.js';

/** What `remux` and `worker` have in common. */
export interface TuningOptions {
  readonly ffmpeg?: string;
  readonly ffprobe?: string;
  readonly grace: Duration;
  readonly stall: Duration;
  readonly tick: Duration;
  readonly finalise: Duration;
  readonly probeTimeout: Duration;
  readonly timeout?: Duration;
  readonly policy?: string;
  readonly metricsFile?: string;
  readonly json?: true;
}

export function addTuningOptions(command: Command): Command {
  const duration = (flags: string, text: string, defaultMs?: number, read = positiveDuration): Option => {
    const option = new Option(`${flags} <duration>`, text).argParser(read);
    return defaultMs === undefined ? option : option.default({ ms: defaultMs }, serializeDuration(defaultMs));
  };
  return command
    .option('--ffmpeg <path>', 'ffmpeg to run (default: $STALLPROOF_FFMPEG, PATH, then the packaged one)')
    .option('--ffprobe <path>', 'ffprobe to run (default: $STALLPROOF_FFPROBE, PATH, then the packaged one)')
    .addOption(
      duration('--grace', 'never call a young ffmpeg stalled', WATCH_DEFAULTS.startupGraceMs, anyDuration),
    )
    .addOption(duration('--stall', 'silence that counts as a stall', WATCH_DEFAULTS.stallTimeoutMs))
    .addOption(duration('--tick', 'how often a silent ffmpeg is looked at', WATCH_DEFAULTS.tickMs))
    .addOption(
      duration('--finalise', 'how long it may rewrite the file, and again per GB', WATCH_DEFAULTS.finaliseMs),
    )
    .addOption(duration('--timeout', 'limit for the whole job (default: 20m + 1m per GB, at most 2h)'))
    .addOption(
      duration('--probe-timeout', 'limit for one run of ffprobe', SUPERVISOR_DEFAULTS.probeTimeoutMs),
    )
    .option('--policy <file>', 'command lines, codec rules and messages (default: the shipped policy)')
    .option('--metrics-file <file>', 'write Prometheus text there at the end, also after a failure')
    .option('--json', 'print every event as one line of JSON on stderr, and nothing else there');
}

/** The binaries that the user named; the others are looked for. */
export function chosenTools({ ffmpeg, ffprobe }: TuningOptions): { ffmpeg?: string; ffprobe?: string } {
  return { ...(ffmpeg !== undefined && { ffmpeg }), ...(ffprobe !== undefined && { ffprobe }) };
}

interface FoundTool {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

export function supervisorConfig(
  options: TuningOptions,
  tools: { readonly ffmpeg: FoundTool; readonly ffprobe: FoundTool },
  slots: number,
): SupervisorConfig {
  const toolEnv = { ...tools.ffmpeg.env, ...tools.ffprobe.env };
  return {
    ffmpeg: tools.ffmpeg.path,
    ffprobe: tools.ffprobe.path,
    slots,
    watch: {
      startupGraceMs: options.grace.ms,
      stallTimeoutMs: options.stall.ms,
      tickMs: options.tick.ms,
      finaliseMs: options.finalise.ms,
    },
    probeTimeoutMs: options.probeTimeout.ms,
    ...(options.timeout !== undefined && { totalTimeoutMs: options.timeout.ms }),
    ...(Object.keys(toolEnv).length > 0 && { toolEnv }),
  };
}
