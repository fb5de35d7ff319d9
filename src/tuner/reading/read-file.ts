import { readTraceFile } from '../../trace/read-trace-file.js';
import type { TraceDamage } from '../../trace/trace-reader.js';
import { TooManySilencesError } from '../counterfactual/beat-keeper.js';
import { type JudgedRun, judgeRun } from '../counterfactual/judge-run.js';
import type { TunePlan } from '../counterfactual/plan.js';
import { RunReader, UnusableRunError } from './run-reader.js';
import type { ReadRun } from './run-summary.js';

/** More findings than this are counted, not told one by one. */
const MOST_TOLD = 100;

/** What one file came to. */
export interface FileResult {
  readonly path: string;
  readonly runs: readonly JudgedRun[];
  /** The first of them. */
  readonly damages: readonly TraceDamage[];
  readonly damaged: number;
  /** Runs that say less than happened, with the reason. */
  readonly unusable: readonly string[];
  readonly unusableRuns: number;
  /** Why the file could not be read to its end, if so. */
  readonly problem?: string;
}

/**
 * Reads a file run by run, and judges each before the next is read: what stays in memory is a few hundred bytes a run.
 * Never rejects for what a file holds.
 * @param onRun told after each run
 */
export async function readFile(
  path: string,
  plan: TunePlan,
  onRun: () => void = () => {},
): Promise<FileResult> {
  const damages: TraceDamage[] = [];
  const unusable: string[] = [];
  const runs: JudgedRun[] = [];
  const waiting: ReadRun[] = [];
  const counts = { damaged: 0, unusable: 0 };
  let run: RunReader | undefined;
  let job = '';
  const attempt = (deed: (reader: RunReader) => void): void => {
    if (run === undefined) return;
    try {
      deed(run);
    } catch (error) {
      if (!(error instanceof UnusableRunError || error instanceof TooManySilencesError)) throw error;
      run = undefined;
      counts.unusable++;
      if (unusable.length < MOST_TOLD) unusable.push(`${job}: ${error.message}`);
    }
  };
  const listener = {
    begin: (header: ConstructorParameters<typeof RunReader>[0]) => {
      job = header.job;
      run = new RunReader(header, plan.cut.thresholdMs);
    },
    record: (record: Parameters<RunReader['record']>[0]) => attempt((reader) => reader.record(record)),
    finish: () => attempt((reader) => void waiting.push(reader.finish())),
    damaged: (damage: TraceDamage) => {
      run = undefined;
      counts.damaged++;
      if (damages.length < MOST_TOLD) damages.push(damage);
    },
  };
  const judge = async (): Promise<void> => {
    for (const each of waiting.splice(0)) {
      runs.push(await judgeRun(each, plan));
      onRun();
    }
  };
  let problem: string | undefined;
  try {
    await readTraceFile(path, listener, judge);
  } catch (error) {
    if (!isOfTheFile(error)) throw error;
    problem = error.message;
    await judge();
  }
  return {
    path,
    runs,
    damages,
    damaged: counts.damaged,
    unusable,
    unusableRuns: counts.unusable,
    ...(problem !== undefined && { problem }),
  };
}

/** Errors of the file system and of unpacking carry a code; mistakes of this program do not. */
function isOfTheFile(error: unknown): error is Error {
  return error instanceof Error && 'code' in error;
}
