import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordingProbeArgs } from '../../src/ffmpeg/recording-probe.js';
import { remuxArgs } from '../../src/ffmpeg/remux-args.js';
import type { Child, ExitStatus, StopSignal } from '../../src/host/processes.js';
import { createNodeHost } from '../../src/node/host.js';
import type { FakeEvent } from '../../src/script/fake-event.js';
import { type FakeJob, PLAN_VARIABLE } from '../../src/script/plan.js';
import type { Step } from '../../src/script/step.js';
import { SimClock } from '../../src/sim/sim-clock.js';
import { SimFiles } from '../../src/sim/sim-files.js';
import { type Launch, SimProcesses } from '../../src/sim/sim-processes.js';
import { SimTools } from '../../src/sim/sim-tools.js';
import { poll, Workbench } from '../fake-ffmpeg/workbench.js';
import { RecordingSink } from '../host-contract/recording-sink.js';

/** One script, and what is done to whoever plays it. */
export interface Play {
  readonly tool?: 'ffmpeg' | 'ffprobe';
  readonly steps: readonly Step[];
  /** Sent one after the other, each once the process has nothing more to do. */
  readonly signals?: readonly StopSignal[];
}

/** What a supervisor and the harness see of it, without times and pids. */
export interface Seen {
  readonly status: ExitStatus | undefined;
  readonly closed: boolean;
  /** No callback after the close. */
  readonly closedLast: boolean;
  readonly exits: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Kinds and values in order, of the process and, apart, of its descendants. */
  readonly deeds: readonly string[];
  readonly descendants: readonly string[];
  /** Bytes logged as other output; how they are portioned is the world's. */
  readonly wroteBytes: number;
}

const RECORDING = {
  sizeBytes: 100_000_000,
  durationMs: 600_000,
  video: 'h264',
  audio: 'ac3',
  pixelFormat: 'yuv420p',
};

/** Longer than any script of these tests waits. */
const LONG_MS = 300_000;

/** Deeds that each world logs in portions of its own. */
const PORTIONED: ReadonlySet<string> = new Set(['churned', 'computed']);

/** What a process could still do against the script, it has done by then. */
const QUIET_MS = 100;

/** How far things have come when the process waits, or is over: what the real machine is waited for. */
export interface Rest {
  readonly closed: boolean;
  readonly deeds: number;
}

/** @param cut how the pipes hand out a write; whole when absent */
export async function playSimulated(
  play: Play,
  cut?: (bytes: Uint8Array) => readonly Uint8Array[],
): Promise<{ seen: Seen; rests: readonly Rest[] }> {
  const clock = new SimClock();
  const files = new SimFiles(clock);
  const events: FakeEvent[] = [];
  const job = jobOf(play, '/in/a.ts', '/out/a.mp4');
  const world = { clock, files, jobs: [job], log: (event: FakeEvent) => events.push(event) };
  const launch: Launch = (command) => tools.launch(command);
  const processes: SimProcesses = new SimProcesses({ clock, launch, ...(cut && { cut }) });
  const tools = new SimTools({ ...world, processes });
  files.entries.set(job.input, { text: '', sizeBytes: RECORDING.sizeBytes, modifiedAtMs: 0 });
  files.entries.set(`${job.output}.tmp-1`, { text: '', sizeBytes: 0, modifiedAtMs: 0 });
  const sink = new RecordingSink();
  const child = processes.spawn({ file: `/bin/${play.tool ?? 'ffmpeg'}`, args: argsOf(play, job) }, sink);
  const rests: Rest[] = [];
  const settle = async (): Promise<void> => {
    await clock.run(() => sink.closed, clock.now() + LONG_MS);
    rests.push({ closed: sink.closed, deeds: countDeeds(events) });
  };
  await settle();
  for (const signal of play.signals ?? []) {
    child.signal(signal);
    await settle();
  }
  return { seen: seen(sink, events, child), rests };
}

export async function playReal(
  play: Play,
  fakes: { ffmpeg: string; ffprobe: string },
  rests: readonly Rest[],
): Promise<Seen> {
  const script = play.tool === 'ffprobe' ? { ffprobe: play.steps } : { ffmpeg: { default: play.steps } };
  const bench = new Workbench({ recording: RECORDING, ...script });
  try {
    const args = argsOf(play, jobOf(play, bench.input, bench.output));
    const sink = new RecordingSink();
    const child = createNodeHost().processes.spawn(
      {
        file: process.execPath,
        args: [fakes[play.tool ?? 'ffmpeg'], ...args],
        env: { [PLAN_VARIABLE]: join(bench.folder, 'plan.json') },
      },
      sink,
    );
    await bench.until('started');
    for (const [index, rest] of rests.entries()) {
      const signal = play.signals?.[index - 1];
      if (signal !== undefined) child.signal(signal);
      await atRest(bench, sink, rest);
    }
    return seen(sink, bench.events(), child);
  } finally {
    bench.remove();
  }
}

async function atRest(bench: Workbench, sink: RecordingSink, rest: Rest): Promise<void> {
  await poll(() => {
    if (rest.closed) return sink.closed || undefined;
    return countDeeds(bench.events()) >= rest.deeds || undefined;
  });
  if (!rest.closed) await sleep(QUIET_MS);
}

function countDeeds(events: readonly FakeEvent[]): number {
  return events.filter(({ kind }) => kind !== 'wrote' && !PORTIONED.has(kind)).length;
}

function argsOf({ tool }: Play, job: FakeJob): readonly string[] {
  if (tool === 'ffprobe') return recordingProbeArgs(job.input);
  const streams = { video: 0, audio: 1 };
  return remuxArgs('default', { input: job.input, output: `${job.output}.tmp-1`, streams });
}

function jobOf({ tool, steps }: Play, input: string, output: string): FakeJob {
  const script = tool === 'ffprobe' ? { ffmpeg: {}, ffprobe: steps } : { ffmpeg: { default: steps } };
  return { id: 'job', input, output, tether: '', recording: RECORDING, ...script };
}

function seen(sink: RecordingSink, events: readonly FakeEvent[], child: Child): Seen {
  const [own, others] = [true, false].map((mine) =>
    events
      .filter(({ pid }) => (pid === child.pid) === mine)
      .filter(({ kind }) => kind !== 'wrote')
      .map(told)
      .filter((deed, index, all) => !PORTIONED.has(deed) || all[index - 1] !== deed),
  );
  const wrote = events.reduce((sum, event) => sum + (event.kind === 'wrote' ? event.bytes : 0), 0);
  return {
    status: sink.status,
    closed: sink.closed,
    closedLast: !sink.closed || sink.order.indexOf('close') === sink.order.length - 1,
    exits: sink.order.filter((callback) => callback === 'exit').length,
    stdout: sink.stdout,
    stderr: sink.stderr,
    deeds: own ?? [],
    descendants: others ?? [],
    wroteBytes: wrote,
  };
}

function told(event: FakeEvent): string {
  const { kind } = event;
  switch (kind) {
    case 'progress':
      return `progress ${event.outTimeUs} ${event.totalSizeBytes} ${event.end}`;
    case 'output':
      return `output ${event.bytes > 0 ? 'grown' : 'empty'} ${event.complete}`;
    case 'signalled':
      return `signalled ${event.signal}`;
    case 'forked':
      return `forked ${event.holdsPipes} ${event.newSession}`;
    case 'exiting':
      return `exiting ${event.code ?? event.signal}`;
    default:
      return kind;
  }
}
