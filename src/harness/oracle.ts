import type { OracleName } from '../scenario/oracle-names.js';
import type { Evidence } from './evidence.js';

/**
 * held: the evidence shows it. violated: the evidence shows the contrary. inconclusive: the machine was too
 * noisy to tell (timing oracles only). unobservable: this subject cannot show it; never counts as held.
 * Not applicable is no verdict at all: the scenario gives this oracle nothing to judge.
 */
export type Verdict =
  | { readonly status: 'held' }
  | { readonly status: 'violated' | 'inconclusive' | 'unobservable'; readonly sentence: string }
  | { readonly status: 'not-applicable' };

export interface Oracle {
  readonly name: OracleName;
  /** `a correct supervisor …`, for explanations. */
  readonly claim: string;
  /** Judges times; the only kind that may be inconclusive. */
  readonly timing: boolean;
  judge(evidence: Evidence): Verdict;
}
