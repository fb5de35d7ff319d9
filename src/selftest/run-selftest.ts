import type { ProcessEngineOptions } from '../harness/engines/process/run-on-processes.js';
import { runScenario, whyNotPlayable } from '../harness/run-scenario.js';
import type { Subject } from '../harness/subject.js';
import type { OracleName } from '../scenario/oracle-names.js';
import type { EngineName, Scenario } from '../scenario/scenario.js';
import { CONTROL, SPECIMENS } from '../specimens/catalogue.js';
import type { BuiltSupervisor, Specimen } from '../specimens/specimen.js';
import { specimenSubject } from '../specimens/subject.js';

export interface SelftestOptions extends ProcessEngineOptions {
  readonly scenarios: readonly Scenario[];
  /** The supervisor of this package; specimens are described as it is. */
  readonly production: Subject;
  /** Only these; absent: all, and the control. */
  readonly names?: readonly string[];
  /** Play a specimen only until it is caught, instead of everything for the whole matrix. Default false. */
  readonly quick?: boolean;
  readonly onRow?: (row: SelftestRow, number: number, total: number) => void;
}

/** One supervisor, and who accused it of what. */
export interface SelftestRow {
  readonly name: string;
  /** Absent for the control, which must be accused of nothing. */
  readonly specimen?: Specimen;
  readonly accusations: readonly Accusation[];
  readonly played: number;
}

export interface Accusation {
  readonly oracle: OracleName;
  readonly scenario: string;
  readonly engine: EngineName;
  readonly sentence: string;
}

/** Whether the oracle that the flaw concerns has accused it; for the control, whether nobody has. */
export function isRight({ specimen, accusations }: SelftestRow): boolean {
  if (specimen === undefined) return accusations.length === 0;
  return accusations.some(({ oracle }) => oracle === specimen.caughtBy);
}

/**
 * Turns the harness on supervisors whose flaws are known. Each is played in simulated time first, and on real
 * processes only where its flaw does not show there: real memory, a real loop, a real orphan.
 */
export async function runSelftest(options: SelftestOptions): Promise<SelftestRow[]> {
  const wanted = [CONTROL, ...SPECIMENS].filter(
    ({ name }) => options.names === undefined || options.names.includes(name),
  );
  const rows: SelftestRow[] = [];
  for (const built of wanted) {
    options.signal?.throwIfAborted();
    const row = await tryOne(built, options);
    rows.push(row);
    options.onRow?.(row, rows.length, wanted.length);
  }
  return rows;
}

async function tryOne(built: BuiltSupervisor, options: SelftestOptions): Promise<SelftestRow> {
  const specimen = SPECIMENS.find(({ name }) => name === built.name);
  const subject = specimenSubject(built, options.production);
  const concerned = (scenario: Scenario): boolean =>
    specimen !== undefined && scenario.catches.includes(specimen.caughtBy);
  // What is about the flaw comes first: most are caught by the first scenario.
  const inOrder = [...options.scenarios].sort((a, b) => Number(concerned(b)) - Number(concerned(a)));
  const stopEarly = options.quick === true && specimen !== undefined;
  let row = await play(built.name, specimen, subject, 'virtual', inOrder, stopEarly, options);
  if (specimen !== undefined && !isRight(row)) {
    const real = await play(
      built.name,
      specimen,
      subject,
      'process',
      inOrder.filter(concerned),
      true,
      options,
    );
    row = {
      ...row,
      accusations: [...row.accusations, ...real.accusations],
      played: row.played + real.played,
    };
  }
  return row;
}

async function play(
  name: string,
  specimen: Specimen | undefined,
  subject: Subject,
  engine: EngineName,
  scenarios: readonly Scenario[],
  untilCaught: boolean,
  options: SelftestOptions,
): Promise<SelftestRow> {
  const accusations: Accusation[] = [];
  let played = 0;
  for (const scenario of scenarios) {
    options.signal?.throwIfAborted();
    if (whyNotPlayable(scenario, subject, engine) !== undefined) continue;
    const { result } = await runScenario(scenario, subject, engine, options);
    played++;
    for (const [oracle, verdict] of Object.entries(result.verdicts)) {
      if (verdict.status !== 'violated') continue;
      const { sentence } = verdict;
      accusations.push({ oracle: oracle as OracleName, scenario: scenario.id, engine, sentence });
    }
    if (untilCaught && accusations.some(({ oracle }) => oracle === specimen?.caughtBy)) break;
  }
  return { name, ...(specimen && { specimen }), accusations, played };
}
