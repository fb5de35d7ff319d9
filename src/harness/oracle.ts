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

export const ORACLE_NAMES = [
  'settles',
  'as-expected',
  'detects-stall',
  'no-false-kill',
  'heartbeat-is-not-progress',
  'stall-is-final',
  'ladder-order',
  'nothing-left-running',
  'slot-released',
  'no-litter',
  'no-partial-publish',
  'single-writer',
  'artefacts-tell-the-truth',
  'stall-counted-once',
  'tells-why',
  'idle-while-waiting',
  'bounded-memory',
  'cancel-propagates',
  'survives-its-own-death',
] as const;

export type OracleName = (typeof ORACLE_NAMES)[number];
