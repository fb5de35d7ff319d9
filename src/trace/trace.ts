/** Raised when a record changes its meaning or loses a field; new kinds of records do not raise it. */
export const TRACE_VERSION = 1;

/**
 * One run of ffmpeg, with its timing: the header, then what happened, in order. A file may hold several, one
 * after another: the attempts of a job, and the jobs of a server.
 */
export interface Trace {
  readonly header: TraceHeader;
  readonly records: readonly TraceRecord[];
}

/** What is known when ffmpeg starts. Everything that is not known is absent. */
export interface TraceHeader {
  readonly stallproof: 'trace';
  readonly v: number;
  /** Calendar time of the start, ISO 8601. */
  readonly startedAt: string;
  /** The runs of one job share it; jobs are what a tuner counts. */
  readonly job: string;
  readonly command: readonly string[];
  /** First line of `ffmpeg -version`. */
  readonly tool?: string;
  readonly strategy?: string;
  readonly machine?: TraceMachine;
  readonly recording?: TraceRecording;
  /** What the user says of the run, such as `storage=nfs`; runs that differ here are not pooled unseen. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Thresholds in force during the run; silences beyond them were cut off by the supervisor. */
  readonly watch?: TraceWatch;
}

export interface TraceMachine {
  readonly platform: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly node: string;
}

export interface TraceRecording {
  readonly sizeBytes?: number;
  readonly durationMs?: number;
  readonly video?: string;
  readonly audio?: string;
}

export interface TraceWatch {
  readonly startupGraceMs: number;
  readonly stallTimeoutMs: number;
  readonly finaliseMs: number;
}

/** What happened, `atMs` after the spawn, on the recorder's monotonic clock. */
export type TraceRecord =
  | BlockRecord
  | SampleRecord
  | LineRecord
  | SignalRecord
  | StopRecord
  | LostRecord
  | ExitRecord;

/** A progress block, at its last byte. Absent: N/A, or not printed. */
export interface BlockRecord {
  readonly kind: 'block';
  readonly atMs: number;
  readonly outTimeUs?: number;
  readonly totalSizeBytes?: number;
  readonly speed?: number;
  readonly end: boolean;
}

/** Resource use of the whole tree so far. */
export interface SampleRecord {
  readonly kind: 'sample';
  readonly atMs: number;
  readonly cpuMs: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
  /** Scheduler state letters, one a process. */
  readonly states: string;
}

/** A line on stderr, without its end; a long one is cut off. */
export interface LineRecord {
  readonly kind: 'line';
  readonly atMs: number;
  readonly text: string;
}

/** A signal that was sent to the run's processes. */
export interface SignalRecord {
  readonly kind: 'signal';
  readonly atMs: number;
  readonly signal: string;
}

/** The supervisor decided to end the run, for a cause such as `stalled` or `cancelled`. */
export interface StopRecord {
  readonly kind: 'stop';
  readonly atMs: number;
  readonly why: string;
}

/** Records that a disk too slow could not take. */
export interface LostRecord {
  readonly kind: 'lost';
  readonly atMs: number;
  readonly count: number;
}

/** The last record of a whole trace. */
export interface ExitRecord {
  readonly kind: 'exit';
  readonly atMs: number;
  readonly exit: TraceExit;
}

export type TraceExit =
  | { readonly code: number }
  | { readonly signal: string }
  | { readonly notStarted: string };
