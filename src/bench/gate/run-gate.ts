import type { Assignment, BenchRun } from '../bench-run.js';
import type { Part } from '../part.js';
import type { BenchMode, PartName } from '../result.js';
import type { BenchBaseline } from './baseline.js';
import { type GateResult, judgeRatios, MOST_LOOKS } from './judge-ratios.js';

/**
 * Measures, compares, and where that decides nothing measures the undecided parts again: with each look twice as much
 * as there was before, until every ratio is decided, one is worse, or the time is used up.
 */
export async function runGate(
  run: BenchRun,
  parts: readonly Part[],
  baseline: BenchBaseline,
  mode: BenchMode,
): Promise<GateResult> {
  const gated = baseline.parts.filter(({ part }) => parts.some(({ name }) => name === part));
  const before = gated.flatMap(({ ratios }) => ratios);
  let open = parts.filter(({ name }) => gated.some(({ part }) => part === name));
  let result = judgeRatios([], before);
  for (let look = 1; look <= MOST_LOOKS && open.length > 0; look++) {
    await run.measure(
      open.map((part): Assignment => ({ part, repetitions: repetitionsOf(part, mode, look) })),
    );
    result = judgeRatios(run.ratios(), before);
    if (result.verdict !== 'inconclusive' || !run.timeLeft) break;
    const undecided = undecidedParts(result, gated);
    open = open.filter(({ name }) => undecided.has(name));
  }
  return result;
}

/** Together they are 1, 2, 4 and 8 times the plan. */
function repetitionsOf(part: Part, mode: BenchMode, look: number): number {
  return part.plan(mode).repetitions * 2 ** Math.max(0, look - 2);
}

function undecidedParts(result: GateResult, gated: BenchBaseline['parts']): ReadonlySet<PartName> {
  const undecided = new Set(
    result.comparisons.filter(({ verdict }) => verdict !== 'no worse').map(({ name }) => name),
  );
  return new Set(
    gated.filter(({ ratios }) => ratios.some(({ name }) => undecided.has(name))).map(({ part }) => part),
  );
}
