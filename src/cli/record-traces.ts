import { basename, join } from 'node:path';
import { escapeControl } from '../base/escape.js';
import type { Host } from '../host/host.js';
import { type JobsRecorder, type RecordedJob, recordJobs } from '../record/record-jobs.js';
import { toolVersion } from '../record/tool-version.js';
import type { SupervisorConfig } from '../supervisor/config.js';
import type { PathLook } from './path-look.js';
import { type Labels, type OpenTrace, openTrace, openTraceLater, thisMachine } from './trace-options.js';
import { UsageError } from './usage-error.js';

/** What `--record`, `--label` and `--redact` ask for. */
export interface RecordingOptions {
  readonly path: string;
  readonly redact: boolean;
  readonly labels: Labels;
}

/** A recorder whose traces are to be closed. */
export interface TracedJobs extends JobsRecorder {
  /** @returns what went wrong with the traces, if anything did */
  close(): Promise<readonly string[]>;
}

/**
 * Appends the traces of a single job to one file.
 * @param taken absolute paths that the job itself reads or writes
 */
export async function recordRemux(
  host: Host,
  config: SupervisorConfig,
  { path, redact, labels }: RecordingOptions,
  { look, taken }: { readonly look: PathLook; readonly taken: readonly string[] },
): Promise<TracedJobs> {
  if (taken.includes(path)) {
    throw new UsageError(
      `--record ${path} is a file of the job`,
      'Name a file of its own, such as night.trace.',
    );
  }
  await look.stat(path);
  const trace = await openTrace(path, redact);
  const recorder = recordJobs(host, {
    ...(await aboutRuns(host, config, labels)),
    sinkFor: () => trace,
  });
  return { ...recorder, close: async () => [await trace.close()].filter((trouble) => trouble !== undefined) };
}

/** Writes the traces of each job to a file of its own in that folder: jobs side by side cannot share one. */
export async function recordWorker(
  host: Host,
  config: SupervisorConfig,
  { path: folder, redact, labels }: RecordingOptions,
  look: PathLook,
): Promise<TracedJobs> {
  const found = await look.stat(folder);
  if (found?.kind !== 'folder') {
    throw new UsageError(`there is no folder ${folder} for --record`, `Create it first: mkdir -p ${folder}`);
  }
  const open = new Map<string, OpenTrace>();
  const closing = new Set<Promise<void>>();
  const troubles: string[] = [];
  const close = (trace: OpenTrace): Promise<void> => {
    const closed = trace.close().then((trouble) => {
      closing.delete(closed);
      if (trouble !== undefined && troubles.length < MOST_TROUBLES) troubles.push(trouble);
    });
    closing.add(closed);
    return closed;
  };
  const recorder = recordJobs(host, {
    ...(await aboutRuns(host, config, labels)),
    sinkFor: (job) => {
      const trace = openTraceLater(join(folder, traceNameOf(job)), redact);
      open.set(job.id, trace);
      return trace;
    },
    ended: ({ id }) => {
      const trace = open.get(id);
      open.delete(id);
      if (trace !== undefined) void close(trace);
    },
  });
  return {
    ...recorder,
    close: async () => {
      for (const trace of open.values()) void close(trace);
      await Promise.all(closing);
      return troubles;
    },
  };
}

/** More would say the same. */
const MOST_TROUBLES = 10;

async function aboutRuns(host: Host, config: SupervisorConfig, labels: Labels) {
  const tool = await toolVersion(host, config.ffmpeg, config.toolEnv);
  return { config, machine: thisMachine(), tool, labels };
}

/** Jobs for one output share a file: they never run at the same time. */
function traceNameOf({ output }: RecordedJob): string {
  return `${escapeControl(basename(output))}.trace`;
}
