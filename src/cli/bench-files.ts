import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type BenchBaseline, benchBaselineSchema, measuredParts } from '../bench/gate/baseline.js';
import { markdownReport } from '../bench/markdown-report.js';
import type { BenchReport, PartName, Ratio } from '../bench/result.js';
import { writableFolder, writeWhole } from './report-files.js';
import { UsageError } from './usage-error.js';

const HINT = 'Name another file; one that is not there yet is written with --update.';

/**
 * Reads what a benchmark is compared with.
 * @returns undefined for a file that is not there and is about to be written
 * @throws UsageError when it cannot be read or is none, or cannot be written where that is wanted
 */
export function readBenchBaseline(file: string, isToBeWritten: boolean): BenchBaseline | undefined {
  if (isToBeWritten) requireFolder(path.dirname(path.resolve(file)));
  if (isToBeWritten && !existsSync(file)) return undefined;
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : (error as Error).message;
    throw new UsageError(`${file} cannot be compared with: ${why}`, HINT);
  }
  const parsed = benchBaselineSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `${file} is no baseline of benchmarks: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong form'}`,
    HINT,
  );
}

export function writeBenchBaseline(file: string, baseline: BenchBaseline): void {
  writeWhole(file, `${JSON.stringify(baseline)}\n`);
}

/** What a run is going to measure, or has measured. */
export type BenchScope = Pick<BenchReport, 'mode'> & { readonly parts: readonly PartName[] };

/** What of it a report holds. */
export function measuredScope({ mode, parts }: Pick<BenchReport, 'mode'> & SampledParts): BenchScope {
  return { mode, parts: measuredParts(parts).map(({ part }) => part) };
}

/** As reports and baselines have them. */
interface SampledParts {
  readonly parts: readonly {
    readonly part: PartName;
    readonly ratios: readonly Pick<Ratio, 'samples'>[];
  }[];
}

/**
 * Where a report goes that nobody has named a folder for. One of a full run is made to be published, and stays when somebody
 * only looks how things stand.
 * @param root the folder that it is relative to
 */
export function defaultBenchFolder(scope: BenchScope, isGate: boolean, root = ''): string {
  const published = path.join(root, 'reports');
  const latest = path.join(published, 'latest');
  if (isGate) return latest;
  const standing = standingScope(path.join(published, 'bench.json'));
  const replaces =
    standing?.mode !== 'full' ||
    (scope.mode === 'full' && standing.parts.every((part) => scope.parts.includes(part)));
  return replaces ? published : latest;
}

/** Undefined where no report stands. */
function standingScope(file: string): BenchScope | undefined {
  try {
    return measuredScope(benchBaselineSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
  } catch {
    return undefined;
  }
}

/** Writes bench.json and bench.md there. @throws UsageError, before anything is measured, when nothing can be written */
export function benchFolder(folder: string): (report: BenchReport) => void {
  const target = writableFolder(folder);
  return (report) => {
    writeWhole(path.join(target, 'bench.json'), `${JSON.stringify(report, undefined, 2)}\n`);
    writeWhole(path.join(target, 'bench.md'), markdownReport(report));
  };
}

function requireFolder(folder: string): void {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw new UsageError(`nothing can be written in ${folder}`, 'Create it, or name another with --against.');
  }
}
