import type { Measured } from '../measure/measure-recording.js';
import { isRight, type Trial } from '../measure/try-line.js';

/**
 * What became of one recording under one policy:
 *
 * - `right`: published, and everything that was looked at is right;
 * - `right-refusal`: not published, and no command line of a documented search decoded anything;
 * - `false-success`: published, but wrong;
 * - `false-refusal`: not published, although it holds something that decodes.
 */
export type Verdict = 'right' | 'right-refusal' | 'false-success' | 'false-refusal';

export interface Score {
  readonly verdict: Verdict;
  /** The rung that published. */
  readonly strategy?: string;
  /** Half a sentence: what is wrong, or why nothing was published. */
  readonly because: string;
  /** The output is wrong only because its first second was cut off on purpose. */
  readonly onlyFirstSecond?: true;
}

/** How one recording fared with one pair of binaries, under the origin's policy and under ours. */
export interface ScoreRow {
  readonly recording: string;
  readonly tools: string;
  readonly origin: Score;
  readonly ours: Score;
}

export function scoreRow(measured: Measured): ScoreRow {
  const { recording, tools } = measured;
  return { recording, tools, origin: originScore(measured), ours: ourScore(measured) };
}

/** The supervisor's outcome against what the recording holds. */
export function ourScore({ supervised, truth, search = [] }: Measured): Score {
  if (supervised.kind !== 'published') {
    const decodes = truth.video || truth.audio || search.some(({ frame }) => frame);
    return {
      verdict: decodes ? 'false-refusal' : 'right-refusal',
      because: supervised.reason ?? supervised.kind,
    };
  }
  const wrongs = supervised.judgement?.wrongs ?? ['not looked at'];
  return published(supervised.strategy ?? '', wrongs);
}

/** The origin publishes what the first rung with exit 0 wrote. */
function originScore({ trials, originLadder, truth, search = [] }: Measured): Score {
  const rungs = originLadder.flatMap(
    (strategy) => trials.find(({ id }) => id === `origin/${strategy}`) ?? [],
  );
  const taken = rungs.find(({ exit }) => exit === '0');
  if (taken === undefined) {
    const decodes = truth.video || truth.audio || search.some(({ frame }) => frame);
    const because = rungs.map(({ id, exit }) => `${id.split('/')[1]} exits ${exit}`).join(', ') || 'refused';
    return { verdict: decodes ? 'false-refusal' : 'right-refusal', because };
  }
  const strategy = taken.id.split('/')[1] ?? '';
  const score = published(strategy, isRight(taken) ? [] : (taken.judgement?.wrongs ?? ['no output']));
  return lostFirstSecond(taken) ? { ...score, onlyFirstSecond: true } : score;
}

function published(strategy: string, wrongs: readonly string[]): Score {
  return wrongs.length === 0
    ? { verdict: 'right', strategy, because: 'published right' }
    : { verdict: 'false-success', strategy, because: wrongs.join(', ') };
}

/** How much `-ss 1` takes away, and how much it may miss by: it cuts at a packet. */
const FIRST_SECOND_MS = 1_000;
const CUT_TOLERANCE_MS = 200;

function lostFirstSecond({ judgement }: Trial): boolean {
  if (judgement?.deltaMs === undefined || judgement.wrongs.length !== 1) return false;
  const isDuration = judgement.wrongs[0]?.includes(' s instead of ') === true;
  return isDuration && Math.abs(judgement.deltaMs + FIRST_SECOND_MS) <= CUT_TOLERANCE_MS;
}

export const VERDICTS: readonly Verdict[] = ['right', 'right-refusal', 'false-success', 'false-refusal'];

/** How many recordings met each verdict. */
export function tally(scores: readonly Score[]): Readonly<Record<Verdict, number>> {
  const count = (verdict: Verdict): number => scores.filter((score) => score.verdict === verdict).length;
  return {
    right: count('right'),
    'right-refusal': count('right-refusal'),
    'false-success': count('false-success'),
    'false-refusal': count('false-refusal'),
  };
}
