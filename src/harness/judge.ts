import { assert } from '../base/assert.js';
import { formatDuration } from '../base/duration.js';
import type { OracleName } from '../scenario/oracle-names.js';
import type { Evidence } from './evidence.js';
import type { Oracle, Verdict } from './oracle.js';
import { ORACLES } from './oracles.js';
import { remembered } from './readings/remembered.js';
import { canaryLimitMs } from './tolerance.js';
import { unobservable } from './verdicts.js';

export type Verdicts = Readonly<Record<OracleName, Verdict>>;

/** Has every oracle judge the evidence. */
export function judgeEvidence(evidence: Evidence): Verdicts {
  return Object.fromEntries(ORACLES.map((oracle) => [oracle.name, judge(oracle, evidence)])) as Verdicts;
}

/** Has one oracle judge the evidence. */
export function judgeBy(name: OracleName, evidence: Evidence): Verdict {
  const oracle = ORACLES.find((each) => each.name === name);
  assert(oracle !== undefined, `no oracle is called ${name}`);
  return judge(oracle, evidence);
}

/** What depends on how long ffmpeg was silent, or on the values that it printed. */
const OF_PROGRESS: readonly OracleName[] = [
  'detects-stall',
  'no-false-kill',
  'heartbeat-is-not-progress',
  'tells-why',
];

/** Some real ffmpeg told its progress where only the subject could see it. */
const hidesProgress = remembered(({ events }): boolean =>
  events.some(
    ({ from, event }) => from === 'fake' && event.kind === 'started' && event.hidesProgress === true,
  ),
);

/** On a machine that was too noisy, no oracle of times may accuse. */
function judge(oracle: Oracle, evidence: Evidence): Verdict {
  const verdict = oracle.judge(evidence);
  if (OF_PROGRESS.includes(oracle.name) && verdict.status !== 'not-applicable' && hidesProgress(evidence)) {
    return unobservable('it has ffmpeg print its progress where nobody else can see it');
  }
  if (verdict.status !== 'violated' || !oracle.timing) return verdict;
  const limitMs = canaryLimitMs(evidence);
  if (evidence.canaryLateMs <= limitMs) return verdict;
  const late = formatDuration(evidence.canaryLateMs);
  return {
    status: 'inconclusive',
    sentence: `the machine itself was ${late} late, over the limit of ${formatDuration(limitMs)}: ${verdict.sentence}`,
  };
}
