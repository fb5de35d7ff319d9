import { median } from 'simple-statistics';
import type { PairResult, PairRound } from './measure-pairs.js';
import type { MicroTask } from './micro-task.js';

/** What one process has measured of one task. */
export interface MicroResult {
  readonly scene: string;
  readonly subject: string;
  readonly values: Readonly<Record<string, number>>;
}

/** The name of the value that says what ours costs by what that one costs, for as much work. */
export function costBy(subject: string): string {
  return `costBy ${subject}`;
}

/** Our tasks have a value for each of the others beside which they ran: the median of what the rounds say. */
export function valuesOfPairs(results: readonly PairResult[]): MicroResult[] {
  const ours = new Set(results.map(({ pair }) => pair.ours));
  return [
    ...[...ours].map((task) => {
      const own = results.filter(({ pair }) => pair.ours === task);
      const rounds = own.flatMap((result) => result.rounds);
      const values = timesOf(
        task,
        rounds.map(({ oursMs }) => oursMs),
      );
      return resultOf(task, { ...values, ...Object.fromEntries(own.map(comparison)) });
    }),
    ...results.map(({ pair: { theirs }, rounds }) =>
      resultOf(
        theirs,
        timesOf(
          theirs,
          rounds.map(({ theirsMs }) => theirsMs),
        ),
      ),
    ),
  ];
}

function comparison({ pair: { ours, theirs }, rounds }: PairResult): [string, number] {
  const work = theirs.amount / ours.amount;
  const ratioOf = ({ oursMs, theirsMs }: PairRound): number => (oursMs / theirsMs) * work;
  return [costBy(theirs.subject), median(rounds.map(ratioOf))];
}

function timesOf({ amount, bytes }: MicroTask, roundsMs: readonly number[]): Record<string, number> {
  const ms = median([...roundsMs]);
  return { usEach: (ms * 1000) / amount, ...(bytes !== undefined && { mbPerS: bytes / 1000 / ms }) };
}

function resultOf({ scene, subject }: MicroTask, values: Record<string, number>): MicroResult {
  return { scene, subject, values };
}
