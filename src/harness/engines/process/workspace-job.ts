import type { ScenarioJob } from '../../../scenario/scenario.js';

/** One job of a run, with the paths that it has there. */
export interface WorkspaceJob {
  readonly id: string;
  readonly scripted: ScenarioJob;
  /** Absolute; the first one of a recording that was split. */
  readonly input: string;
  readonly furtherParts: readonly string[];
  readonly output: string;
  /** File name of the output. */
  readonly outputName: string;
  readonly tether: string;
  readonly recordingId: string;
}
