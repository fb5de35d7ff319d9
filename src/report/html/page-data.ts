import type { ResultStatus } from '../../harness/result.js';
import type { Timeline } from '../../harness/timeline/timeline.js';

/** What the script of the page works on. Texts are safe to show: their control characters are escaped. */
export interface PageData {
  /** Headings of the columns: a subject, an engine, or both, as far as they differ. */
  readonly columns: readonly string[];
  readonly scenarios: readonly PageScenario[];
}

export interface PageScenario {
  /** Its id, and the fragment of its deep link. */
  readonly id: string;
  readonly title: string;
  /** In the order of the columns; null where it was not played. */
  readonly results: readonly (PageResult | null)[];
}

export interface PageResult {
  readonly status: ResultStatus;
  /** `11/12`: how many of the oracles that could judge it held. */
  readonly held: string;
  readonly elapsedMs: number;
  readonly tries: number;
  /** Differs from the committed verdicts. */
  readonly changed: boolean;
  /** Names of the oracles that held; those that had nothing to judge are left out. */
  readonly oraclesHeld: readonly string[];
  readonly others: readonly PageVerdict[];
  /** `job: stalled after default`. */
  readonly jobs: readonly string[];
  readonly replay: string;
  readonly stderrTail?: string;
  readonly timeline?: Timeline;
}

export interface PageVerdict {
  readonly oracle: string;
  readonly status: Exclude<ResultStatus, 'held'>;
  readonly sentence: string;
}
