import { chiSquareTail } from '../../statistics/distributions.js';
import type { Lifetime } from './kaplan-meier.js';

export interface LogRankResult {
  readonly chiSquare: number;
  readonly degrees: number;
  /** The probability of a difference as large as this one where there is none. */
  readonly p: number;
}

/**
 * The log-rank test of k groups (Mantel, Cancer Chemotherapy Reports 50, 1966; in the form of Kalbfleisch and Prentice, The
 * Statistical Analysis of Failure Time Data, 2nd ed., 1.5). At each time of an end, the ends that a group should have
 * had are e = d n_i / n; the statistic is (o - e)' V^-1 (o - e) over k - 1 groups, with the hypergeometric covariance
 * V_ij = sum of d (n - d) / (n - 1) * n_i / n * (delta_ij - n_j / n).
 */
export function logRank(groups: readonly (readonly Lifetime[])[]): LogRankResult {
  const k = groups.length;
  const excess = new Array<number>(k).fill(0);
  const covariance = Array.from({ length: k }, () => new Array<number>(k).fill(0));
  for (const { atRisk, ends } of riskSets(groups)) {
    const total = sum(atRisk);
    const died = sum(ends);
    if (died === 0 || total < 2) continue;
    const spread = (died * (total - died)) / (total - 1);
    for (let i = 0; i < k; i++) {
      const share = at(atRisk, i) / total;
      excess[i] = at(excess, i) + at(ends, i) - died * share;
      const row = covariance[i] ?? [];
      for (let j = 0; j < k; j++) {
        row[j] = at(row, j) + spread * share * ((i === j ? 1 : 0) - at(atRisk, j) / total);
      }
    }
  }
  const { chiSquare, rank } = quadraticForm(
    excess.slice(0, -1),
    covariance.slice(0, -1).map((row) => row.slice(0, -1)),
  );
  return { chiSquare, degrees: rank, p: rank === 0 ? 1 : chiSquareTail(chiSquare, rank) };
}

interface RiskSet {
  readonly atRisk: readonly number[];
  readonly ends: readonly number[];
}

/** For each time, how many of each group were still there, and how many of them ended then. */
function* riskSets(groups: readonly (readonly Lifetime[])[]): Iterable<RiskSet> {
  const events = groups.flatMap((group, index) => group.map((lifetime) => ({ ...lifetime, index })));
  events.sort((a, b) => a.atMs - b.atMs);
  const left = groups.map((group) => group.length);
  for (let from = 0; from < events.length; ) {
    const ends = groups.map(() => 0);
    const gone = groups.map(() => 0);
    let to = from;
    for (; to < events.length && events[to]?.atMs === events[from]?.atMs; to++) {
      const { index, ended } = events[to] ?? { index: 0, ended: false };
      gone[index] = at(gone, index) + 1;
      if (ended) ends[index] = at(ends, index) + 1;
    }
    yield { atRisk: [...left], ends };
    for (const [index, count] of gone.entries()) left[index] = at(left, index) - count;
    from = to;
  }
}

/** A pivot below this share of the largest is a group that tells nothing. */
const SINGULAR = 1e-12;

/** z' M^-1 z by elimination; groups that tell nothing are left out and lower the rank. */
function quadraticForm(
  z: readonly number[],
  matrix: readonly (readonly number[])[],
): { chiSquare: number; rank: number } {
  const rows = matrix.map((row, i) => [...row, at(z, i)]);
  const largest = Math.max(0, ...matrix.map((row, i) => at(row, i)));
  let chiSquare = 0;
  let rank = 0;
  for (let i = 0; i < rows.length; i++) {
    const pivotRow = rows[i] ?? [];
    const pivot = at(pivotRow, i);
    if (pivot <= largest * SINGULAR) continue;
    rank++;
    // Elimination leaves the squares of independent parts, each over its own variance.
    chiSquare += at(pivotRow, rows.length) ** 2 / pivot;
    for (let j = i + 1; j < rows.length; j++) {
      const row = rows[j] ?? [];
      const factor = at(row, i) / pivot;
      for (let column = i; column <= rows.length; column++) {
        row[column] = at(row, column) - factor * at(pivotRow, column);
      }
    }
  }
  return { chiSquare, rank };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
