import { escapeControl, escapeControlLines } from '../../base/escape.js';
import type { JobResult, ResultStatus, RunReport, ScenarioResult } from '../../harness/result.js';
import type { Timeline } from '../../harness/timeline/timeline.js';
import { heldOf, judged } from '../judged.js';
import { type Naming, replayCommand } from '../replay-command.js';
import { scenarioName } from '../scenario-name.js';
import type { Comparison } from '../verdict-baseline.js';
import type { PageData, PageResult, PageScenario, PageVerdict } from './page-data.js';
import { withoutFolders } from './without-folders.js';

/** One row a scenario, one column for each subject on each engine. */
export function pageDataOf(report: RunReport, naming: Naming, comparison?: Comparison): PageData {
  const columns = columnsOf(report);
  const isChanged = changes(comparison);
  const rows = new Map<string, { title: string; results: (PageResult | null)[] }>();
  for (const result of report.results) {
    const id = escapeControl(scenarioName(result));
    const row = rows.get(id) ?? { title: shown(result.title), results: columns.map(() => null) };
    row.results[columns.indexOf(columnOf(report, result))] = pageResult(result, naming, isChanged(result));
    rows.set(id, row);
  }
  const scenarios = [...rows].map(([id, row]): PageScenario => ({ id, ...row }));
  return { columns: columns.map(shown), scenarios };
}

/** The fragment that leads to a result. */
export function anchorOf(result: ScenarioResult): string {
  return `#${encodeURI(escapeControl(scenarioName(result))).replaceAll('#', '%23')}`;
}

/** A name for the column that a result stands in: what all results share is not repeated. */
export function columnOf(report: RunReport, { subject, engine }: ScenarioResult): string {
  const several = new Set(report.results.map((result) => result.subject)).size > 1;
  if (!several && report.engines.length > 1) return engine;
  return report.engines.length > 1 ? `${subject}, ${engine}` : subject;
}

function columnsOf(report: RunReport): string[] {
  const pairs = new Map(report.results.map((result) => [`${result.subject}\n${result.engine}`, result]));
  return [...pairs.values()].map((result) => columnOf(report, result));
}

function changes(comparison: Comparison | undefined): (result: ScenarioResult) => boolean {
  const { newlyViolated = [], newlyHeld = [], added = [] } = comparison ?? {};
  const key = (run: { scenario: string; subject: string; engine: string }): string =>
    `${run.subject}\n${run.engine}\n${run.scenario}`;
  const keys = new Set([...newlyViolated, ...newlyHeld, ...added].map(key));
  return (result) => keys.has(key(result));
}

function pageResult(result: ScenarioResult, naming: Naming, changed: boolean): PageResult {
  const verdicts = judged(result);
  const { status, elapsedMs, tries, timeline, stderrTail } = result;
  return {
    status,
    held: heldOf(result),
    elapsedMs,
    tries,
    changed,
    oraclesHeld: verdicts.flatMap((verdict) => (verdict.status === 'held' ? [verdict.oracle] : [])),
    others: verdicts.flatMap((verdict): PageVerdict[] =>
      isOther(verdict.status)
        ? [{ oracle: verdict.oracle, status: verdict.status, sentence: shown(verdict.sentence) }]
        : [],
    ),
    jobs: result.jobs.map((job) => shown(sayJob(job, result.jobs.length))),
    replay: escapeControl(replayCommand(result, naming)),
    ...(stderrTail !== undefined && { stderrTail: escapeControlLines(withoutFolders(stderrTail)) }),
    ...(timeline !== undefined && { timeline: shownTimeline(timeline) }),
  };
}

function isOther(status: ResultStatus): status is PageVerdict['status'] {
  return status !== 'held';
}

/** `stalled after default`; with several jobs, whose it is. */
function sayJob({ id, outcome, attempts }: JobResult, jobs: number): string {
  const tried = attempts.length > 0 ? ` after ${attempts.join(', ')}` : ', ffmpeg never ran';
  return `${jobs > 1 ? `job ${id}: ` : ''}${outcome ?? 'no answer'}${tried}`;
}

function shownTimeline(timeline: Timeline): Timeline {
  return {
    ...timeline,
    lanes: timeline.lanes.map((lane) => ({
      ...lane,
      name: shown(lane.name),
      ...(lane.job !== undefined && { job: shown(lane.job) }),
      marks: lane.marks.map(({ kind, atMs, text }) => ({ kind, atMs, text: shown(text) })),
    })),
    said: timeline.said.map((line) => ({
      ...line,
      by: shown(line.by),
      job: shown(line.job),
      ...(line.text !== undefined && { text: shown(line.text) }),
    })),
  };
}

function shown(text: string): string {
  return escapeControl(withoutFolders(text));
}
