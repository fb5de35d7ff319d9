import type { RunReport } from '../harness/result.js';
import { annotations } from '../report/annotations.js';
import type { Naming } from '../report/replay-command.js';
import { summaryReport } from '../report/summary.js';
import type { Comparison } from '../report/verdict-baseline.js';
import type { Scenario } from '../scenario/scenario.js';
import { type Io, printLine } from './io.js';
import { tellJobSummary } from './job-summary.js';
import { scenarioPlaces } from './scenario-place.js';

export interface Told {
  readonly report: RunReport;
  readonly naming: Naming;
  readonly scenarios: readonly Scenario[];
  readonly comparison?: Comparison;
  /** Whether stdout is taken by the report itself. */
  readonly json: boolean;
}

/**
 * Tells a run to the CI that it happens in. On GitHub: annotations, and the summary of the job. A shard leaves the
 * summary to the merge, which has all of it; the merge leaves the annotations to the shards.
 */
export function tellCi({ report, naming, scenarios, comparison, json }: Told, io: Io): void {
  if (io.env.GITHUB_ACTIONS === 'true') {
    const place = scenarioPlaces(scenarios, io.env.GITHUB_WORKSPACE ?? process.cwd());
    const lines = annotations(report, { naming, place, ...(comparison !== undefined && { comparison }) });
    for (const line of lines) printLine(json ? io.stderr : io.stdout, line);
  }
  if (report.part === undefined) tellJobSummary(summaryReport(report, naming), io);
}
