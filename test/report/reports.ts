import type { Verdicts } from '../../src/harness/judge.js';
import type { Verdict } from '../../src/harness/oracle.js';
import { conclude, type RunReport, type ScenarioResult, statusOf } from '../../src/harness/result.js';
import type { Naming } from '../../src/report/replay-command.js';
import { ORACLE_NAMES, type OracleName } from '../../src/scenario/oracle-names.js';

type Some = Readonly<Partial<Record<OracleName, Verdict>>>;

/** A result in which every oracle not named had nothing to judge. */
export function resultOf(
  scenario: string,
  some: Some,
  changes: Partial<ScenarioResult> = {},
): ScenarioResult {
  const verdicts = Object.fromEntries(
    ORACLE_NAMES.map((oracle) => [oracle, some[oracle] ?? { status: 'not-applicable' }]),
  ) as Verdicts;
  return {
    scenario,
    title: `About ${scenario}`,
    subject: 'production',
    engine: 'process',
    speed: 40,
    status: statusOf(verdicts),
    verdicts,
    jobs: [{ id: 'job', outcome: 'stalled', attempts: ['default'] }],
    elapsedMs: 2500,
    canaryLateMs: 3,
    tries: 1,
    ...changes,
  };
}

export function runReport(results: readonly ScenarioResult[], changes: Partial<RunReport> = {}): RunReport {
  return {
    v: 1,
    startedAt: '2026-01-01T00:00:00.000Z',
    elapsedMs: 40_000,
    node: 'v20.19.0',
    platform: 'linux x64',
    engines: ['process'],
    results,
    skipped: [],
    disagreements: [],
    conclusion: conclude(results),
    ...changes,
  };
}

/** The catalogue against the default subject. */
export const plainNaming: Naming = { scenario: (id) => id, subject: () => undefined };

export const held = { settles: { status: 'held' } } as const;
export const violated = { 'detects-stall': { status: 'violated', sentence: 'killed 3 s late' } } as const;
export const inconclusive = { 'slot-released': { status: 'inconclusive', sentence: 'too noisy' } } as const;
export const unobservable = { 'tells-why': { status: 'unobservable', sentence: 'shows no events' } } as const;

export const late = resultOf('stall/late', { ...held, ...violated, ...inconclusive });

/** One of each kind. */
export const mixed = runReport([
  resultOf('stall/plain', { ...held, ...unobservable }),
  late,
  resultOf('slots/noisy', { ...held, ...inconclusive }),
  resultOf('metrics/hidden', unobservable),
]);
