import type { Host } from '../host/host.js';
import type { Child, Command, ExitStatus } from '../host/processes.js';
import type { TraceHeader } from '../trace/trace.js';
import { type ProgressOn, RunRecorder, type TraceSink } from './run-recorder.js';

/** How long a run that was asked to stop may take to finish its file. A machine duration. */
const ASKED_TO_KILLED_MS = 10_000;

/** How long output may still arrive after the exit, where a descendant keeps the pipes. A machine duration. */
const DRAIN_MS = 250;

export interface RunToRecord {
  readonly command: Command;
  readonly header: TraceHeader;
  readonly progressOn: ProgressOn;
  /** Time between samples of resource use. */
  readonly sampleEveryMs: number;
  readonly sink: TraceSink;
  /** Takes what the run prints, unchanged. */
  onStdout(bytes: Uint8Array): void;
  onStderr(bytes: Uint8Array): void;
  /** Asks the run to end, as Ctrl-C does: ffmpeg then finishes its file. */
  readonly signal: AbortSignal;
}

/** Runs a command to its end, unwatched, and records it. Nothing of its tree is left afterwards. */
export async function recordRun(host: Host, run: RunToRecord): Promise<ExitStatus> {
  const { clock } = host;
  const recorder = new RunRecorder(clock, run.sink, run.header, run.progressOn);
  let status: ExitStatus | undefined;
  let settle: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const child = host.processes.spawn(
    run.command,
    recorder.listen({
      onStdout: run.onStdout,
      onStderr: run.onStderr,
      onExit: (exit) => {
        status = exit;
        clock.schedule(DRAIN_MS, settle);
      },
      onClose: () => {
        if (status !== undefined) settle();
      },
    }),
  );
  const stopSampling = sample(host, child, recorder, run.sampleEveryMs);
  const stopAsking = askOnAbort(host, child, recorder, run.signal);
  await over;
  stopSampling();
  stopAsking();
  if (child.treeAlive()) child.signal('SIGKILL');
  recorder.finish();
  child.abandon();
  return status ?? { kind: 'not-started', reason: 'it ended without an exit' };
}

function sample({ clock }: Host, child: Child, recorder: RunRecorder, everyMs: number): () => void {
  let stopped = false;
  let cancel = (): void => {};
  const next = (): void => {
    cancel = clock.schedule(everyMs, async () => {
      const usage = await child.usage();
      if (stopped) return;
      if (usage !== undefined) recorder.sampled(usage);
      next();
    });
  };
  next();
  return () => {
    stopped = true;
    cancel();
  };
}

function askOnAbort({ clock }: Host, child: Child, recorder: RunRecorder, signal: AbortSignal): () => void {
  let cancelKill = (): void => {};
  const send = (name: 'SIGINT' | 'SIGKILL'): void => {
    if (child.signal(name)) recorder.signalled(name);
  };
  const ask = (): void => {
    recorder.stopped('cancelled');
    send('SIGINT');
    cancelKill = clock.schedule(ASKED_TO_KILLED_MS, () => send('SIGKILL'));
  };
  signal.addEventListener('abort', ask, { once: true });
  if (signal.aborted) ask();
  return () => {
    signal.removeEventListener('abort', ask);
    cancelKill();
  };
}
