import { z } from 'zod';
import type { RunReport, ScenarioResult } from '../harness/result.js';
import { complaints } from './judged.js';

/** Raised when a file of an older form can no longer be read. */
export const BASELINE_VERSION = 1;

/** What a run is compared with: the oracles that each scenario is known to violate, by subject and engine. */
export const baselineSchema = z.strictObject({
  v: z.literal(BASELINE_VERSION),
  subjects: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.array(z.string())))),
});

export type VerdictBaseline = z.infer<typeof baselineSchema>;

/** One scenario of one subject on one engine, and the oracles that changed. */
export interface Change {
  readonly subject: string;
  readonly engine: string;
  readonly scenario: string;
  readonly oracles: readonly string[];
}

/** How a run differs from what was known. */
export interface Comparison {
  /** What fails the gate. */
  readonly newlyViolated: readonly Change[];
  readonly knownViolated: readonly Change[];
  readonly newlyHeld: readonly Change[];
  /** Played for the first time; `oracles` are those it violates, which fail the gate too. */
  readonly added: readonly Change[];
  /** In the baseline, but no longer in the catalogue. */
  readonly vanished: readonly Omit<Change, 'oracles'>[];
}

/** @param catalogue every scenario there is, played or not: one that was left out has not vanished */
export function compareWithBaseline(
  report: RunReport,
  baseline: VerdictBaseline,
  catalogue: readonly string[],
): Comparison {
  const newlyViolated: Change[] = [];
  const knownViolated: Change[] = [];
  const newlyHeld: Change[] = [];
  const added: Change[] = [];
  for (const result of report.results) {
    const known = baseline.subjects[result.subject]?.[result.engine]?.[result.scenario];
    const now = violatedBy(result);
    const change = (oracles: readonly string[]): Change => ({ ...nameOf(result), oracles });
    if (known === undefined) {
      added.push(change(now));
      continue;
    }
    const fresh = now.filter((oracle) => !known.includes(oracle));
    const standing = now.filter((oracle) => known.includes(oracle));
    // What is inconclusive neither holds nor fails.
    const mended = result.status === 'inconclusive' ? [] : known.filter((oracle) => !now.includes(oracle));
    if (fresh.length > 0) newlyViolated.push(change(fresh));
    if (standing.length > 0) knownViolated.push(change(standing));
    if (mended.length > 0) newlyHeld.push(change(mended));
  }
  return { newlyViolated, knownViolated, newlyHeld, added, vanished: vanishedFrom(baseline, catalogue) };
}

/** The gate: nothing is violated that was not known to be. */
export function passes({ newlyViolated, added }: Comparison): boolean {
  return newlyViolated.length === 0 && added.every(({ oracles }) => oracles.length === 0);
}

/** The baseline that this run would have passed: its own verdicts in place of the old, without the vanished. */
export function updatedBaseline(
  baseline: VerdictBaseline,
  report: RunReport,
  catalogue: readonly string[],
): VerdictBaseline {
  const subjects = structuredClone(baseline.subjects);
  for (const result of report.results) {
    if (result.status === 'inconclusive') continue;
    const engines = subjects[result.subject] ?? {};
    engines[result.engine] = { ...engines[result.engine], [result.scenario]: violatedBy(result) };
    subjects[result.subject] = engines;
  }
  for (const { subject, engine, scenario } of vanishedFrom(baseline, catalogue)) {
    delete subjects[subject]?.[engine]?.[scenario];
  }
  return { v: BASELINE_VERSION, subjects: sorted(subjects) };
}

/** One line a scenario, so that a change of verdict is one line in a diff. */
export function baselineText(baseline: VerdictBaseline): string {
  return `${JSON.stringify(baseline, undefined, 2).replace(/\[\s+([^\]]*?)\s+\]/g, (_, items: string) => `[${items.replace(/\s+/g, ' ')}]`)}\n`;
}

function violatedBy(result: ScenarioResult): string[] {
  return complaints(result)
    .filter(({ status }) => status === 'violated')
    .map(({ oracle }) => oracle)
    .sort();
}

function nameOf({ subject, engine, scenario }: ScenarioResult): Omit<Change, 'oracles'> {
  return { subject, engine, scenario };
}

function vanishedFrom(baseline: VerdictBaseline, catalogue: readonly string[]): Omit<Change, 'oracles'>[] {
  const present = new Set(catalogue);
  return Object.entries(baseline.subjects).flatMap(([subject, engines]) =>
    Object.entries(engines).flatMap(([engine, scenarios]) =>
      Object.keys(scenarios).flatMap((scenario) =>
        present.has(scenario) ? [] : [{ subject, engine, scenario }],
      ),
    ),
  );
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  const entries = Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isRecord(value) ? (sorted(value) as T) : value]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
