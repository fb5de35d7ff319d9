import type { Files } from '../host/files.js';
import type { Host } from '../host/host.js';
import type { SupervisorConfig } from './config.js';
import type { JobDeed } from './events.js';
import type { Quarantine } from './quarantine.js';
import type { TempNames } from './temp-names.js';
import type { TimeBudget } from './time-budget.js';

/** What every step of one job has at hand. */
export interface JobContext {
  readonly host: Host;
  /** The host's files, each wait bounded. */
  readonly files: Files;
  readonly config: SupervisorConfig;
  readonly jobId: string;
  readonly recordingId: string;
  readonly input: string;
  readonly furtherParts?: readonly string[];
  readonly output: string;
  readonly names: TempNames;
  /** Whoever gives slot, lock or temp files of the job away looks here first. */
  readonly quarantine: Quarantine;
  readonly signal: AbortSignal | undefined;
  emit(deed: JobDeed): void;
}

/** A job that has its slot, and so may start processes. */
export interface RunningJob extends JobContext {
  readonly budget: TimeBudget;
}
