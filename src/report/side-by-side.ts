import type { RunReport, ScenarioResult } from '../harness/result.js';
import { subjectsOf } from './judged.js';
import { scenarioName } from './scenario-name.js';

/** One scenario on one engine, and what each subject made of it. */
export interface SideBySideRow {
  readonly scenario: string;
  /** In the order of {@link SideBySide.subjects}; undefined where a subject was not played. */
  readonly results: readonly (ScenarioResult | undefined)[];
}

export interface SideBySide {
  readonly subjects: readonly string[];
  readonly rows: readonly SideBySideRow[];
}

/** The results of several subjects as a table of scenarios by subjects. */
export function sideBySide(report: RunReport): SideBySide {
  const subjects = subjectsOf(report);
  const rows = new Map<string, (ScenarioResult | undefined)[]>();
  for (const result of report.results) {
    const played = scenarioName(result);
    const name = report.engines.length > 1 ? `${result.engine}: ${played}` : played;
    const results = rows.get(name) ?? subjects.map(() => undefined);
    results[subjects.indexOf(result.subject)] = result;
    rows.set(name, results);
  }
  return { subjects, rows: [...rows].map(([scenario, results]) => ({ scenario, results })) };
}
