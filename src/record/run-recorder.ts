import { LineSplitter } from '../base/line-splitter.js';
import { ProgressParser } from '../ffmpeg/progress-parser.js';
import type { Clock } from '../host/clock.js';
import type { ChildSink, ExitStatus, Usage } from '../host/processes.js';
import type { TraceExit, TraceHeader, TraceRecord } from '../trace/trace.js';

/** A longer line says nothing more for its length. */
const MAX_TEXT_BYTES = 4096;

/** Where the records of one run go. */
export interface TraceSink {
  begin(header: TraceHeader): void;
  record(record: TraceRecord): void;
}

/** Which streams ffmpeg prints its progress on. */
export type ProgressOn = 'stdout' | 'stderr';

/** Turns what one ffmpeg does into the records of its trace. Times count from its creation, at the spawn. */
export class RunRecorder {
  readonly #clock: Clock;
  readonly #sink: TraceSink;
  readonly #startedAtMs: number;
  readonly #progress: ProgressParser;
  readonly #progressOn: ProgressOn;
  readonly #lines: LineSplitter;

  constructor(clock: Clock, sink: TraceSink, header: TraceHeader, progressOn: ProgressOn = 'stdout') {
    this.#clock = clock;
    this.#sink = sink;
    this.#progressOn = progressOn;
    this.#startedAtMs = clock.now();
    this.#progress = new ProgressParser(({ outTimeUs, totalSizeBytes, speed, end }) =>
      sink.record({
        kind: 'block',
        atMs: this.#atMs(),
        ...(outTimeUs !== undefined && { outTimeUs }),
        ...(totalSizeBytes !== undefined && { totalSizeBytes }),
        ...(speed !== undefined && { speed }),
        end,
      }),
    );
    this.#lines = new LineSplitter(MAX_TEXT_BYTES, (text) => {
      if (progressOn === 'stderr' && PROGRESS_LINE.test(text)) return;
      sink.record({ kind: 'line', atMs: this.#atMs(), text });
    });
    sink.begin(header);
  }

  /** Hears what the child says before, or as well as, whoever else listens. */
  listen(to: ChildSink): ChildSink {
    return {
      onStdout: (bytes) => {
        if (this.#progressOn === 'stdout') this.#progress.push(bytes);
        to.onStdout(bytes);
      },
      onStderr: (bytes) => {
        if (this.#progressOn === 'stderr') this.#progress.push(bytes);
        this.#lines.push(bytes);
        to.onStderr(bytes);
      },
      onExit: (status) => {
        this.#exited = status;
        to.onExit(status);
      },
      onClose: () => {
        this.finish();
        to.onClose();
      },
    };
  }

  sampled(usage: Usage): void {
    const { cpuMs, readBytes, writtenBytes, states } = usage;
    this.#sink.record({ kind: 'sample', atMs: this.#atMs(), cpuMs, readBytes, writtenBytes, states });
  }

  signalled(signal: string): void {
    this.#sink.record({ kind: 'signal', atMs: this.#atMs(), signal });
  }

  stopped(why: string): void {
    if (!this.#finished) this.#sink.record({ kind: 'stop', atMs: this.#atMs(), why });
  }

  /** Writes the exit, the last record. Without effect before the exit, and the second time. */
  finish(): void {
    if (this.#finished || this.#exited === undefined) return;
    this.#finished = true;
    this.#lines.end();
    this.#sink.record({ kind: 'exit', atMs: this.#atMs(), exit: exitOf(this.#exited) });
  }

  #exited: ExitStatus | undefined;
  #finished = false;

  #atMs(): number {
    return this.#clock.now() - this.#startedAtMs;
  }
}

/** A line of `-progress` output, where it shares a stream with messages. */
const PROGRESS_LINE = /^[a-z0-9_]+= *[^ ]*$/;

function exitOf(status: ExitStatus): TraceExit {
  switch (status.kind) {
    case 'code':
      return { code: status.code };
    case 'signal':
      return { signal: status.signal };
    case 'not-started':
      return { notStarted: status.reason };
  }
}
