import type { OracleName } from '../scenario/oracle-names.js';
import type { Supervisor } from '../supervisor/supervisor.js';
import type { SpecimenOptions } from './base-ladder.js';

/** A supervisor that is made of the base. */
export interface BuiltSupervisor {
  readonly name: string;
  create(options: SpecimenOptions): Supervisor;
}

/** A known-bad supervisor: right in all but one thing, which the harness must find. */
export interface Specimen extends BuiltSupervisor {
  /** What it does wrong, and what then happens. */
  readonly flaw: string;
  /** The flaw of the origin, or the entry of a public tracker, that it stands for. */
  readonly from: string;
  /** The oracle that the flaw concerns, and that must accuse it. */
  readonly caughtBy: OracleName;
  /** What a scenario must hold to show the flaw, in the words of scenario files. */
  readonly shownBy: string;
}
