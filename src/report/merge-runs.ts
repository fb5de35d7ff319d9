import { isDeepStrictEqual } from 'node:util';
import { shardOf } from '../base/shard.js';
import { conclude, type RunPart, type RunReport } from '../harness/result.js';

/** Reports that do not make a whole: what is missing, or what does not belong together. */
export class RunMergeError extends Error {
  override readonly name = 'RunMergeError';
}

type Part = RunReport & { readonly part: RunPart };

/**
 * The report that one machine alone would have written, but for its times: it begins with the first shard and takes
 * as long as the longest. A shard may be given twice, or once more as a part of a merged report.
 * @throws RunMergeError when a shard is missing, or one belongs to another run
 */
export function mergeRuns(reports: readonly RunReport[]): RunReport {
  const [first, ...others] = reports;
  if (first === undefined) throw new RunMergeError('there is nothing to merge');
  if (others.length === 0 && first.part === undefined) return first;
  const parts = reports.map(divided);
  for (const part of parts) checkSame(first, part);
  const { of, subjects, plan } = divided(first).part;
  const shards = Array.from({ length: of }, (_, index) => index + 1);
  const missing = shards.filter((shard) => !parts.some(({ part }) => part.shards.includes(shard)));
  if (missing.length > 0) {
    throw new RunMergeError(`missing: shard ${missing.map((shard) => `${shard}/${of}`).join(', ')}`);
  }
  const pieces = shards.map((shard) => pieceOf(shard, parts));
  const results = pieces
    .flatMap((piece) => piece.results)
    .sort(byKeys((one) => [subjects.indexOf(one.subject), first.engines.indexOf(one.engine), one.scenario]));
  const disagreements = pieces
    .flatMap((piece) => piece.disagreements)
    .sort(byKeys((one) => [subjects.indexOf(one.subject), 0, one.scenario]));
  return {
    v: first.v,
    startedAt: parts.map(({ startedAt }) => startedAt).sort()[0] ?? first.startedAt,
    elapsedMs: Math.max(...parts.map(({ elapsedMs }) => elapsedMs)),
    node: allOf(parts.map(({ node }) => node)),
    platform: allOf(parts.map(({ platform }) => platform)),
    engines: first.engines,
    ...(first.seed !== undefined && { seed: first.seed }),
    results,
    skipped: pieces
      .flatMap((piece) => piece.skipped)
      .sort(byKeys((one) => [0, first.engines.indexOf(one.engine), one.scenario])),
    disagreements,
    conclusion: conclude(results, disagreements),
    part: { shards, of, subjects, plan },
    ...namedBy(parts),
  };
}

function divided(report: RunReport): Part {
  const { part } = report;
  if (part === undefined)
    throw new RunMergeError('one of the reports is a whole run: there is nothing to add');
  return { ...report, part };
}

function checkSame(first: RunReport, { part, engines }: Part): void {
  const { part: expected } = divided(first);
  if (part.of !== expected.of) {
    throw new RunMergeError(`the parts are not of one run: one of ${expected.of} shards, one of ${part.of}`);
  }
  const isSame =
    part.plan === expected.plan &&
    isDeepStrictEqual(part.subjects, expected.subjects) &&
    isDeepStrictEqual(engines, first.engines);
  if (isSame) return;
  throw new RunMergeError(
    'the parts are not of one run: other scenarios, subjects or engines, another seed, or another version',
  );
}

type Piece = Pick<RunReport, 'results' | 'skipped' | 'disagreements'>;

/** What one shard has shown; all reports that hold it must say the same. */
function pieceOf(shard: number, parts: readonly Part[]): Piece {
  const [first, ...twins] = parts
    .filter(({ part }) => part.shards.includes(shard))
    .map(({ results, skipped, disagreements, part: { of } }): Piece => {
      const isMine = ({ scenario }: { readonly scenario: string }) => shardOf(scenario, of) === shard;
      return {
        results: results.filter(isMine),
        skipped: skipped.filter(isMine),
        disagreements: disagreements.filter(isMine),
      };
    });
  const [{ of } = { of: 0 }] = parts.map(({ part }) => part);
  if (first === undefined || twins.some((twin) => !isDeepStrictEqual(twin, first))) {
    throw new RunMergeError(`shard ${shard}/${of} is given twice, and the two differ`);
  }
  return first;
}

type Keys = readonly [number, number, string];

function byKeys<T>(keysOf: (item: T) => Keys): (a: T, b: T) => number {
  return (a, b) => {
    const [one, other] = [keysOf(a), keysOf(b)];
    return one[0] - other[0] || one[1] - other[1] || Number(one[2] > other[2]) - Number(one[2] < other[2]);
  };
}

/** A merged report names several already. */
function allOf(names: readonly string[]): string {
  return [...new Set(names.flatMap((name) => name.split(' and ')))].sort().join(' and ');
}

function namedBy(parts: readonly Part[]): Pick<RunReport, 'named'> {
  if (parts.every(({ named }) => named === undefined)) return {};
  return {
    named: {
      scenarios: Object.assign({}, ...parts.map(({ named }) => named?.scenarios)),
      subjects: Object.assign({}, ...parts.map(({ named }) => named?.subjects)),
    },
  };
}
