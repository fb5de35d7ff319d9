import { runInVirtualTime } from '../harness/engines/virtual/run-in-virtual-time.js';
import type { Evidence } from '../harness/evidence.js';
import { judgeEvidence, type Verdicts } from '../harness/judge.js';
import type { CreateSupervisor } from '../harness/subject.js';
import type { OracleName } from '../scenario/oracle-names.js';
import type { FuzzCase } from './fuzz-case.js';
import { settledByMs } from './random-case.js';

/** A supervisor that can be fuzzed. */
export interface FuzzSubject {
  readonly name: string;
  readonly create: CreateSupervisor;
}

export interface Violation {
  readonly oracle: OracleName;
  readonly sentence: string;
}

export interface PlayedCase {
  readonly evidence: Evidence;
  readonly violations: readonly Violation[];
}

/** Plays a case and has every oracle judge it. */
export async function playCase(subject: FuzzSubject, fuzzCase: FuzzCase): Promise<PlayedCase> {
  const evidence = await watchCase(subject, fuzzCase);
  return { evidence, violations: violationsOf(judgeEvidence(evidence)) };
}

export function watchCase(
  subject: FuzzSubject,
  { seed, scenario, surroundings }: FuzzCase,
): Promise<Evidence> {
  const boundMs = settledByMs(scenario, surroundings.calmAtMs);
  return runInVirtualTime(scenario, { ...subject, seed, surroundings, boundMs });
}

function violationsOf(verdicts: Verdicts): Violation[] {
  return Object.entries(verdicts).flatMap(([oracle, verdict]) =>
    verdict.status === 'violated' ? [{ oracle: oracle as OracleName, sentence: verdict.sentence }] : [],
  );
}
