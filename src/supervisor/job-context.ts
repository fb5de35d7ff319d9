import type { Files } from '../host/files.js';
import type { Host } from '../host/host.js';
import type { SupervisorConfig } from './config.js';
import type { JobDeed } from './events.js';
import type { TempNames } from './temp-names.js';

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
  readonly signal: AbortSignal | undefined;
  emit(deed: JobDeed): void;
}
