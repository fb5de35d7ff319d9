import type { EngineName } from '../scenario/scenario.js';
import type { Evidence } from './evidence.js';
import type { Verdicts } from './judge.js';
import { answerOf } from './readings/answers.js';
import { attemptsOf } from './readings/invocations.js';
import { timelineOf } from './timeline/read-timeline.js';
import type { Timeline } from './timeline/timeline.js';

/** Raised when a field changes its meaning or goes away. */
export const REPORT_VERSION = 1;

/** How many of a hundred scenarios may stay inconclusive before the whole run proves nothing. */
export const MOST_INCONCLUSIVE_PERCENT = 3;

/** `unobservable`: not one oracle could judge this subject. */
export type ResultStatus = 'held' | 'violated' | 'inconclusive' | 'unobservable';

/** One scenario against one subject. Plain data, without paths of the machine that it ran on. */
export interface ScenarioResult {
  readonly scenario: string;
  readonly title: string;
  readonly subject: string;
  readonly engine: EngineName;
  /** The release of a real ffmpeg, as it names itself; absent where fakes played. */
  readonly ffmpeg?: string;
  readonly speed: number;
  readonly status: ResultStatus;
  readonly verdicts: Verdicts;
  readonly jobs: readonly JobResult[];
  readonly elapsedMs: number;
  readonly canaryLateMs: number;
  /** 1, and one more for each time that it was inconclusive and played again. */
  readonly tries: number;
  /** What the subject wrote last on stderr; only where an oracle was violated. */
  readonly stderrTail?: string;
  /** What the run looked like; absent in reports of older releases. */
  readonly timeline?: Timeline;
}

export interface JobResult {
  readonly id: string;
  /** The subject's answer; absent when it gave none. */
  readonly outcome?: string;
  /** The rungs that were tried, `unknown` for a command line that is none of them. */
  readonly attempts: readonly string[];
}

/** A scenario that this engine cannot show, and why. */
export interface Skipped {
  readonly scenario: string;
  readonly engine: EngineName;
  readonly reason: string;
}

export interface RunReport {
  readonly v: typeof REPORT_VERSION;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly node: string;
  readonly platform: string;
  readonly engines: readonly EngineName[];
  /** Of simulated time; absent where it was the default, or no engine has one. */
  readonly seed?: number;
  readonly results: readonly ScenarioResult[];
  readonly skipped: readonly Skipped[];
  /** What one engine shows and another does not: a fault of an engine, whoever the subject is. */
  readonly disagreements: readonly Disagreement[];
  readonly conclusion: Conclusion;
  /** Of a run that was spread over machines: which part this is. Absent where the run was never divided. */
  readonly part?: RunPart;
  /** How the user named what has no id that finds it; absent where everything has one. */
  readonly named?: NamedByUser;
}

/** Which shards of a run a report holds. All reports of one run agree in everything but `shards`. */
export interface RunPart {
  /** Numbers from 1, in order; all of them once the parts are merged. */
  readonly shards: readonly number[];
  readonly of: number;
  readonly subjects: readonly string[];
  /** A digest of the scenarios of the whole run: parts of different ones do not make a whole. */
  readonly plan: string;
}

/** By id or name, what was written on the command line. */
export interface NamedByUser {
  readonly scenarios: Readonly<Record<string, string>>;
  readonly subjects: Readonly<Record<string, string>>;
}

export interface Disagreement {
  readonly scenario: string;
  readonly subject: string;
  readonly sentence: string;
}

export type Conclusion = 'held' | 'violated' | 'inconclusive' | 'nothing-ran';

export function resultOf(evidence: Evidence, verdicts: Verdicts, tries: number): ScenarioResult {
  const { scenario, events, jobs } = evidence;
  const status = statusOf(verdicts);
  return {
    scenario: scenario.id,
    title: scenario.title,
    subject: evidence.subject,
    engine: evidence.engine,
    ...(evidence.ffmpeg !== undefined && { ffmpeg: evidence.ffmpeg }),
    speed: evidence.speed,
    status,
    verdicts,
    jobs: jobs.map(({ id }) => jobResult(evidence, id)),
    elapsedMs: Math.round((events.at(-1)?.atMs ?? 0) - (events[0]?.atMs ?? 0)),
    canaryLateMs: Math.round(evidence.canaryLateMs),
    tries,
    ...(status === 'violated' && { stderrTail: evidence.stderrTail }),
    timeline: timelineOf(evidence),
  };
}

/** One violated oracle decides; then one that the machine was too noisy for. */
export function statusOf(verdicts: Verdicts): ResultStatus {
  const found = new Set(Object.values(verdicts).map(({ status }) => status));
  if (found.has('violated')) return 'violated';
  if (found.has('inconclusive')) return 'inconclusive';
  return found.has('held') ? 'held' : 'unobservable';
}

export function conclude(
  results: readonly ScenarioResult[],
  disagreements: readonly Disagreement[] = [],
): Conclusion {
  if (results.length === 0) return 'nothing-ran';
  if (disagreements.length > 0 || results.some(({ status }) => status === 'violated')) return 'violated';
  return provesTooLittle(results) ? 'inconclusive' : 'held';
}

/** Whether the machine was too noisy for too many scenarios, or the subject shows nothing at all. */
export function provesTooLittle(results: readonly ScenarioResult[]): boolean {
  const shown = results.filter(({ status }) => status !== 'unobservable').length;
  const inconclusive = results.filter(({ status }) => status === 'inconclusive').length;
  return shown === 0 || (100 * inconclusive) / results.length > MOST_INCONCLUSIVE_PERCENT;
}

function jobResult(evidence: Evidence, id: string): JobResult {
  const outcome = answerOf(evidence, id);
  const attempts = attemptsOf(evidence, id).map(({ strategy }) => strategy ?? 'unknown');
  return { id, ...(outcome !== undefined && { outcome }), attempts };
}
