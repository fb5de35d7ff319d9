import type { Supervisor, SupervisorOptions } from '../supervisor/supervisor.js';

/** A manifest, and where it was read from. */
export interface Subject {
  readonly manifest: SubjectManifest;
  /** The file, for messages; absent for one that was made in code. */
  readonly file?: string;
  /** Absolute; `{folder}` in its templates. */
  readonly folder: string;
  /** For one that is written against the host's seam: how it is made in simulated time. */
  readonly simulated?: CreateSupervisor;
}

/** A supervisor that knows the world only through its host. */
export type CreateSupervisor = (options: SupervisorOptions) => Pick<Supervisor, 'remux' | 'registry'>;

/**
 * A supervisor under test, described from outside. Everything in braces in `command`, `env` and paths is
 * replaced: {ffmpeg} {ffprobe} {input} {output} {recordingId} {slots} {grace} {stall} {tick} {finalise}
 * {probeTimeout} {timeout} {metrics} {folder} (of the manifest) {node} {cli} (of this package). Durations are
 * written with a unit; `{stallMs}`, `{stallSeconds}` and the like give bare numbers.
 */
export interface SubjectManifest {
  readonly name: string;
  readonly title: string;
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** `single`: one job a process. `worker`: NDJSON jobs on stdin, NDJSON outcomes on stdout. */
  readonly jobs: 'single' | 'worker';
  /** A second command for scenarios with several jobs. */
  readonly workerCommand?: readonly string[];
  /** What its exit codes mean. A code not named here is `failed`. */
  readonly exit: Readonly<Record<string, string>>;
  /** Where it keeps things; a path it does not have makes the oracle unobservable. `*` stands for any text. */
  readonly artefacts: {
    readonly lock?: string;
    readonly errorLog?: string;
    readonly meta?: string;
    readonly temp?: string;
  };
  /** Where it leaves Prometheus text at its end. */
  readonly metrics?: string;
  /** `stallproof-v1`: JobEvent lines on stderr. */
  readonly events?: 'stallproof-v1';
  /** Regular expressions, with the flag `m`, over what it prints; they stand in for events. */
  readonly log?: { readonly stalled?: string };
  /** The signal that asks it to cancel. Default SIGTERM. */
  readonly cancelSignal?: 'SIGTERM' | 'SIGINT';
}
