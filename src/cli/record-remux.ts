import { basename } from 'node:path';
import type { Host } from '../host/host.js';
import { recordingHost } from '../record/recording-host.js';
import { toolVersion } from '../record/tool-version.js';
import type { SupervisorConfig } from '../supervisor/config.js';
import type { JobEvent } from '../supervisor/events.js';
import { TRACE_VERSION, type TraceHeader, type TraceRecording } from '../trace/trace.js';
import { type Labels, openTrace, thisMachine } from './trace-options.js';

export interface RemuxRecordOptions {
  /** The trace file. */
  readonly path: string;
  readonly redact: boolean;
  readonly labels: Labels;
}

/** A supervised job on record: a host to run it on, and ears for what the supervisor says of it. */
export interface RemuxRecorder {
  readonly host: Host;
  see(event: JobEvent): void;
  /** @returns what went wrong with the trace, if anything did */
  close(): Promise<string | undefined>;
}

/** Records every ffmpeg of a supervised job: what ran under which thresholds, and why it was ended. */
export async function recordRemux(
  host: Host,
  config: SupervisorConfig,
  output: string,
  { path, redact, labels }: RemuxRecordOptions,
): Promise<RemuxRecorder> {
  const trace = await openTrace(path, redact);
  const tool = await toolVersion(host, config.ffmpeg, config.toolEnv);
  const { startupGraceMs, stallTimeoutMs, finaliseMs } = config.watch;
  let job = basename(output);
  let strategy: string | undefined;
  let recording: TraceRecording = {};
  const header = (command: readonly string[]): TraceHeader => ({
    stallproof: 'trace',
    v: TRACE_VERSION,
    startedAt: host.clock.wallTime().toISOString(),
    job,
    command,
    ...(tool !== undefined && { tool }),
    ...(strategy !== undefined && { strategy }),
    machine: thisMachine(),
    recording,
    ...(Object.keys(labels).length > 0 && { labels }),
    watch: { startupGraceMs, stallTimeoutMs, finaliseMs },
  });
  const recorded = recordingHost(host, {
    sink: trace,
    header: ({ file, args }) => (file === config.ffmpeg ? header([file, ...args]) : undefined),
  });
  return {
    host: recorded.host,
    see: (event) => {
      if (event.event === 'job-accepted') job = event.jobId;
      else if (event.event === 'probed') recording = recordingOf(event);
      else if (event.event === 'strategy-chosen' || event.event === 'retrying') strategy = event.strategy;
      else if (event.event === 'stopping') recorded.stopping(event.why);
    },
    close: () => trace.close(),
  };
}

function recordingOf({ durationMs, video, audio }: Extract<JobEvent, { event: 'probed' }>): TraceRecording {
  return {
    ...(durationMs !== undefined && { durationMs }),
    ...(video !== undefined && { video }),
    ...(audio !== undefined && { audio }),
  };
}
