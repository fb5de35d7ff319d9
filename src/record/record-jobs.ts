import type { Host } from '../host/host.js';
import type { Command } from '../host/processes.js';
import type { SupervisorConfig } from '../supervisor/config.js';
import type { JobEvent } from '../supervisor/events.js';
import { TRACE_VERSION, type TraceHeader, type TraceMachine, type TraceRecording } from '../trace/trace.js';
import { recordingHost } from './recording-host.js';
import { RunRecorder, type TraceSink } from './run-recorder.js';

/** What is recorded of the jobs of one supervisor, and where to. */
export interface JobsRecording {
  /** That of the supervisor: its ffmpeg is what leaves traces, its thresholds stand in them. */
  readonly config: Pick<SupervisorConfig, 'ffmpeg' | 'watch'>;
  readonly machine: TraceMachine;
  /** First line of `ffmpeg -version`. Absent: unknown. */
  readonly tool?: string | undefined;
  /** What these traces are told apart by, such as `storage: nfs`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Asked once for each job, when it has its lock. One sink takes one run at a time: jobs side by side need several. */
  sinkFor(job: RecordedJob): TraceSink;
  /** Nothing further comes for that job. */
  ended?(job: RecordedJob): void;
}

export interface RecordedJob {
  readonly id: string;
  /** Absolute path of what it publishes. */
  readonly output: string;
}

/** A supervisor on record runs on this host, and hands all its events over. */
export interface JobsRecorder {
  readonly host: Host;
  see(event: JobEvent): void;
}

interface JobOnRecord extends RecordedJob {
  sink: TraceSink | undefined;
  strategy: string | undefined;
  recording: TraceRecording;
  run: RunRecorder | undefined;
}

/** Records every ffmpeg of supervised jobs: what ran under which thresholds, and why it was ended. */
export function recordJobs(host: Host, recording: JobsRecording): JobsRecorder {
  const jobs = new Map<string, JobOnRecord>();
  const jobOf = ({ file, args }: Command): JobOnRecord | undefined => {
    if (file !== recording.config.ffmpeg) return undefined;
    // Of jobs for one output, the one with the lock is the one that runs.
    return [...jobs.values()].find(({ sink, output }) => sink !== undefined && writesTo(output, args));
  };
  return {
    host: recordingHost(host, (command) => {
      const job = jobOf(command);
      if (job?.sink === undefined) return undefined;
      job.run = new RunRecorder(host.clock, job.sink, headerOf(host, recording, job, command));
      return job.run;
    }),
    see: (event) => {
      if (event.event === 'job-accepted') {
        jobs.set(event.jobId, {
          id: event.jobId,
          output: event.output,
          sink: undefined,
          strategy: undefined,
          recording: {},
          run: undefined,
        });
        return;
      }
      const job = jobs.get(event.jobId);
      if (job === undefined) return;
      if (event.event !== 'job-ended') {
        note(job, event, recording);
        return;
      }
      jobs.delete(event.jobId);
      if (job.sink !== undefined) recording.ended?.(job);
    },
  };
}

function note(job: JobOnRecord, event: JobEvent, recording: JobsRecording): void {
  if (event.event === 'lock-taken') job.sink = recording.sinkFor(job);
  else if (event.event === 'probed') job.recording = recordingOf(event);
  else if (event.event === 'strategy-chosen' || event.event === 'retrying') job.strategy = event.strategy;
  else if (event.event === 'stopping') job.run?.stopped(event.why);
}

/** The supervisor has ffmpeg write under a temporary name beside the output. */
function writesTo(output: string, args: readonly string[]): boolean {
  return (
    args
      .at(-1)
      ?.replace(/^file:/, '')
      .startsWith(`${output}.tmp-`) ?? false
  );
}

function headerOf(
  host: Host,
  { config, machine, tool, labels = {} }: JobsRecording,
  job: JobOnRecord,
  { file, args }: Command,
): TraceHeader {
  const { startupGraceMs, stallTimeoutMs, finaliseMs } = config.watch;
  return {
    stallproof: 'trace',
    v: TRACE_VERSION,
    startedAt: host.clock.wallTime().toISOString(),
    job: job.id,
    command: [file, ...args],
    ...(tool !== undefined && { tool }),
    ...(job.strategy !== undefined && { strategy: job.strategy }),
    machine,
    recording: job.recording,
    ...(Object.keys(labels).length > 0 && { labels }),
    watch: { startupGraceMs, stallTimeoutMs, finaliseMs },
  };
}

function recordingOf({ durationMs, video, audio }: Extract<JobEvent, { event: 'probed' }>): TraceRecording {
  return {
    ...(durationMs !== undefined && { durationMs }),
    ...(video !== undefined && { video }),
    ...(audio !== undefined && { audio }),
  };
}
