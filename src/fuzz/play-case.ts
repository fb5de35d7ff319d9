import { runInVirtualTime } from '../harness/engines/virtual/run-in-virtual-time.js';
import type { Evidence } from '../harness/evidence.js';
import { judgeEvidence } from '../harness/judge.js';
import type { CreateSupervisor } from '../harness/subject.js';
import type { OracleName } from '../scenario/oracle-names.js';
import type { FuzzCase } from './fuzz-case.js';
import { settledByMs } from './settled-by.js';

/** A supervisor that can be fuzzed. */
export interface FuzzSubject {
  readonly name: string;
  readonly create: CreateSupervisor;
}

export interface Violation {
  readonly oracle: OracleName;
  readonly sentence: string;
}

/** Plays a case; nobody judges it yet. */
export function watchCase(
  subject: FuzzSubject,
  { seed, scenario, surroundings }: FuzzCase,
): Promise<Evidence> {
  const boundMs = settledByMs(scenario, surroundings.calmAtMs);
  return runInVirtualTime(scenario, { ...subject, seed, surroundings, boundMs });
}

/** What every oracle says against it. */
export function judgeCase(evidence: Evidence): Violation[] {
  return Object.entries(judgeEvidence(evidence)).flatMap(([oracle, verdict]) =>
    verdict.status === 'violated' ? [{ oracle: oracle as OracleName, sentence: verdict.sentence }] : [],
  );
}
