import type { RemuxPolicy } from '../../ffmpeg/policy.js';
import {
  STDERR_LEVELS,
  type StderrLevel,
  type StderrRule,
  type StderrSeverity,
} from '../../ffmpeg/stderr-rule.js';
import type { Measured } from '../measure/measure-recording.js';
import { isRight, type Trial } from '../measure/try-line.js';
import { messageId } from './identify.js';
import { type Presence, visibleAt } from './presence.js';

/** What the runs and the binaries say of one rule of the catalogue. */
export interface RuleEvidence {
  readonly id: string;
  /** Lines, and runs with at least one of them: of all, of those that were right, of those that failed. */
  readonly lines: number;
  readonly runs: number;
  readonly rightRuns: number;
  readonly failedRuns: number;
  /** Lines by the level that they were printed at. */
  readonly levels: Readonly<Partial<Record<StderrLevel, number>>>;
  /** Whether the supervisor's log level lets it through. */
  readonly visible: boolean;
  /** Builds whose binaries have its words. */
  readonly inBinaries: readonly Presence[];
  readonly severity: StderrSeverity;
  /** What contradicts the rule as it stands; empty where nothing does. */
  readonly objections: readonly string[];
}

/** A message that ffmpeg printed as a warning or worse and that no rule knows. */
export interface UnknownMessage {
  readonly template: string;
  readonly level: StderrLevel;
  readonly lines: number;
  readonly runs: number;
  readonly rightRuns: number;
}

/** Every run of every recording. */
export function allTrials(measured: readonly Measured[]): Trial[] {
  return measured.flatMap(({ trials, experiments }) => [...trials, ...experiments]);
}

export function ruleEvidence(
  policy: RemuxPolicy,
  trials: readonly Trial[],
  presences: readonly Presence[],
): RuleEvidence[] {
  const identified = trials.map((trial) => ({
    trial,
    known: trial.messages.map((message) => ({ id: messageId(message, policy), message })),
  }));
  return policy.stderr.map((rule) => {
    const inBinaries = presences.filter(({ id }) => id === rule.id);
    const seen = identified.flatMap(({ trial, known }) => {
      const messages = known.flatMap(({ id, message }) => (id === rule.id ? [message] : []));
      return messages.length === 0 ? [] : [{ trial, messages }];
    });
    const levels: Partial<Record<StderrLevel, number>> = {};
    for (const { level, count } of seen.flatMap(({ messages }) => messages)) {
      levels[level] = (levels[level] ?? 0) + count;
    }
    const rightRuns = seen.filter(({ trial }) => isRight(trial)).length;
    const counts = {
      lines: Object.values(levels).reduce((total, count) => total + count, 0),
      runs: seen.length,
      rightRuns,
      failedRuns: seen.filter(({ trial }) => trial.exit !== '0').length,
    };
    const visible = visibleAt(policy, rule);
    const severity = severityOf(rule, rightRuns);
    const objections = objectionsTo(rule, { ...counts, levels, visible, inBinaries, severity });
    return { id: rule.id, ...counts, levels, visible, inBinaries, severity, objections };
  });
}

/** What good runs print is harmless, whatever it sounds like; else the action says how grave it is. */
function severityOf({ action }: StderrRule, rightRuns: number): StderrSeverity {
  if (rightRuns > 0 || action === 'ignore') return 'harmless';
  return action === 'next-rung' ? 'warning' : 'critical';
}

function objectionsTo(rule: StderrRule, found: Omit<RuleEvidence, 'id' | 'objections'>): string[] {
  const levels = Object.keys(found.levels) as StderrLevel[];
  const gravest = STDERR_LEVELS.find((level) => levels.includes(level));
  const absent = found.inBinaries.filter((presence) => presence.found === 0 && presence.alternatives > 0);
  return [
    ...(found.visible
      ? []
      : [`never seen: it is printed at ${rule.level}, below the supervisor's log level`]),
    ...(gravest !== undefined && levelsApart(gravest, rule.level)
      ? [`was printed at ${gravest}, not at ${rule.level}`]
      : []),
    ...(found.severity !== rule.severity
      ? [`${rule.severity}, but ${found.rightRuns} runs that printed it were right`]
      : []),
    ...absent.map(({ tools }) => `cannot match in ${tools}: its words are not in the binaries`),
  ];
}

/** The same message at more than one level is known at the lesser one; only a graver rule is a mistake. */
function levelsApart(seen: StderrLevel, told: StderrLevel): boolean {
  return STDERR_LEVELS.indexOf(seen) > STDERR_LEVELS.indexOf(told);
}

/** What no rule knows, most runs first. */
export function unknownMessages(policy: RemuxPolicy, trials: readonly Trial[]): UnknownMessage[] {
  const found = new Map<
    string,
    { template: string; level: StderrLevel; lines: number; runs: number; rightRuns: number }
  >();
  for (const trial of trials) {
    for (const message of trial.messages) {
      const { template, level, count } = message;
      const isTalk = level === 'info' || level === 'verbose';
      if (isTalk || messageId(message, policy) !== undefined) continue;
      const key = `${level} ${template}`;
      const row = found.get(key) ?? { template, level, lines: 0, runs: 0, rightRuns: 0 };
      row.lines += count;
      row.runs += 1;
      row.rightRuns += isRight(trial) ? 1 : 0;
      found.set(key, row);
    }
  }
  return [...found.entries()]
    .sort(([keyA, a], [keyB, b]) => b.runs - a.runs || (keyA < keyB ? -1 : 1))
    .map(([, row]) => row);
}
