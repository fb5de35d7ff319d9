import { formatDuration } from '../../base/duration.js';
import type { StratumReport, TuneOptions } from '../tune.js';
import type { Hint } from './hints.js';
import type { Recommendation } from './recommend.js';
import type { HeldOut, Validation } from './validation.js';

/** `0.1 %`, `0.0034 %`. */
export function percentText(share: number): string {
  return `${Number((share * 100).toPrecision(2))} %`;
}

/** The answer to the question that was asked, and what it rests on. */
export function recommendationLines(
  stratum: Pick<StratumReport, 'recommendation' | 'setting' | 'hints' | 'validation' | 'settings'>,
  { goal }: Pick<TuneOptions, 'goal'>,
): string[] {
  const { recommendation, setting, hints, validation, settings } = stratum;
  const row = settings[recommendation.setting];
  const sure = `${Number((goal.confidence * 100).toFixed(2))} % sure`;
  const unclear =
    row !== undefined && row.unclear > 0
      ? [
          `ended in a silence as long as that, so taken for hangs: ${row.unclear} jobs; had none of them hung: at most ${percentText(row.atMostIfNoneHung)}`,
        ]
      : [];
  return [
    ...answer(recommendation, setting, goal.budget, sure),
    ...unclear,
    ...hints.map(hintText),
    ...validationLines(validation),
  ];
}

function answer(recommendation: Recommendation, name: string, budget: number, sure: string): string[] {
  const { count, atMost } = recommendation;
  const seen = `${count.kills} of ${count.jobs} jobs killed falsely, so at most ${percentText(atMost)} (${sure})`;
  if (recommendation.kind === 'recommended') {
    const { notRefutedMs, provenMs } = recommendation.stallMs;
    const range =
      notRefutedMs < provenMs
        ? `stall between ${formatDuration(notRefutedMs)} (not disproved) and ${formatDuration(provenMs)} (proven)`
        : `stall ${formatDuration(provenMs)} is proven, and a shorter one disproved or not tried`;
    return [`recommended: ${name} (grace/stall/finalise)`, `${range}; ${seen}`];
  }
  const { jobsNeeded, refuted } = recommendation;
  if (refuted) {
    return [`no setting keeps ${percentText(budget)}: even with ${name} ${seen}`];
  }
  const needed = Number.isFinite(jobsNeeded) ? jobsNeeded.toLocaleString('en').replaceAll(',', ' ') : 'more';
  return [
    `insufficient data: ${needed} jobs needed for at most ${percentText(budget)}${count.kills > 0 ? ` with ${count.kills} killed` : ''}`,
    `with ${name}, ${seen}`,
  ];
}

function hintText(hint: Hint): string {
  const prove = 'found by looking: prove it on new jobs';
  switch (hint.kind) {
    case 'no-grace':
      return 'grace: makes no difference, since it is no longer than the stall time';
    case 'longer-grace':
      return `grace: ${hint.setting} would keep the budget too (${prove})`;
    case 'other-finalise':
      return `finalise: ${hint.setting} would keep the budget too (${prove})`;
  }
}

function validationLines({ byJob, bySource, withoutLargest }: Validation): string[] {
  const largest =
    withoutLargest === undefined
      ? []
      : [
          `without the longest silence (${formatDuration(withoutLargest.gapMs)}): ${
            withoutLargest.recommendation.kind === 'recommended'
              ? `stall ${formatDuration(withoutLargest.recommendation.stallMs.provenMs)}`
              : 'insufficient data'
          }`,
        ];
  return [
    `held out by job: ${heldOutText(byJob)}`,
    ...(bySource === undefined ? [] : [`held out by source: ${heldOutText(bySource)}`]),
    ...largest,
  ];
}

function heldOutText({ parts, recommended, stallsMs, jobs, kills, interval }: HeldOut): string {
  if (recommended === 0) return `the rest is not enough for a recommendation (${parts} parts)`;
  const stalls = stallsMs.map(formatDuration).join(', ');
  return `${recommended} of ${parts} parts, stall ${stalls}: ${kills} of ${jobs} jobs killed falsely (${percentText(interval.low)} to ${percentText(interval.high)})`;
}
