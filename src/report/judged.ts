import type { ResultStatus, RunReport, ScenarioResult } from '../harness/result.js';
import { ORACLE_NAMES, type OracleName } from '../scenario/oracle-names.js';

/** The verdict of an oracle that had something to judge. */
export interface Judged {
  readonly oracle: OracleName;
  readonly status: ResultStatus;
  /** Empty where it held. */
  readonly sentence: string;
}

/** The verdicts of one scenario in the order of the oracles, without those that had nothing to judge. */
export function judged(result: ScenarioResult): Judged[] {
  return ORACLE_NAMES.flatMap((oracle) => {
    const verdict = result.verdicts[oracle];
    if (verdict.status === 'not-applicable') return [];
    const sentence = verdict.status === 'held' ? '' : verdict.sentence;
    return [{ oracle, status: verdict.status, sentence }];
  });
}

/** Those verdicts that somebody has to look at. */
export function complaints(result: ScenarioResult): Judged[] {
  return judged(result).filter(({ status }) => status === 'violated' || status === 'inconclusive');
}

/** How many of the oracles that could judge it held: `11/12`. */
export function heldOf(result: ScenarioResult): string {
  const verdicts = judged(result).filter(({ status }) => status !== 'unobservable');
  return `${verdicts.filter(({ status }) => status === 'held').length}/${verdicts.length}`;
}

export type Tally = Readonly<Record<ResultStatus, number>>;

export function tally(statuses: readonly ResultStatus[]): Tally {
  const counts = { held: 0, violated: 0, inconclusive: 0, unobservable: 0 };
  for (const status of statuses) counts[status] += 1;
  return counts;
}

export function subjectsOf({ results }: RunReport): string[] {
  return [...new Set(results.map(({ subject }) => subject))];
}
