/**
 * The oracles that a scenario may name under `catches`, in the order in which tables show them. They are
 * named here, below the harness that implements them, because scenario files are read without it.
 */
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
