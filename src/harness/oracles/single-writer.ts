import type { Evidence } from '../evidence.js';
import type { Oracle, Verdict } from '../oracle.js';
import { attemptsOf, type Invocation } from '../readings/invocations.js';
import { sayProcess } from '../readings/say.js';
import { HELD, NOT_APPLICABLE, violated } from '../verdicts.js';

export const singleWriter: Oracle = {
  name: 'single-writer',
  claim: 'never lets two processes write one temp file; temp names are unique per attempt',
  timing: false,
  judge,
};

function judge(evidence: Evidence): Verdict {
  const writers = evidence.jobs
    .flatMap(({ id }) => attemptsOf(evidence, id))
    .filter(({ writesTo }) => writesTo !== undefined)
    .sort((a, b) => a.startedAtMs - b.startedAtMs);
  if (writers.length < 2) return NOT_APPLICABLE;
  const seen = new Map<string, Invocation>();
  let verdict: Verdict = HELD;
  for (const writer of writers) {
    const path = writer.writesTo ?? '';
    const earlier = seen.get(path);
    seen.set(path, writer);
    if (earlier === undefined) continue;
    const names = `${sayWriter(evidence, earlier)} and ${sayWriter(evidence, writer)}`;
    if (earlier.goneAtMs === undefined || earlier.goneAtMs > writer.startedAtMs) {
      return violated(`${names} wrote one file at the same time`);
    }
    verdict = violated(`${names} were given one temp file`);
  }
  return verdict;
}

function sayWriter(evidence: Evidence, writer: Invocation): string {
  return evidence.jobs.length > 1 ? `${sayProcess(writer)} of job ${writer.job}` : sayProcess(writer);
}
