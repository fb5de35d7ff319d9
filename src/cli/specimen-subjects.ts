import { escapeControl } from '../base/escape.js';
import type { Subject } from '../harness/subject.js';
import { loadSubject } from '../harness/subject-manifest.js';
import { builtSupervisor, CONTROL, SPECIMENS } from '../specimens/catalogue.js';
import { specimenSubject } from '../specimens/subject.js';
import { DEFAULT_SUBJECT } from './run-options.js';
import { UsageError } from './usage-error.js';

/** A subject by the name or file of its manifest, or a known-bad supervisor by its name. @throws UsageError */
export function subjectNamed(given: string): Subject {
  const built = builtSupervisor(given);
  return built === undefined ? loadSubject(given) : specimenSubject(built, loadSubject(DEFAULT_SUBJECT));
}

/** @throws UsageError when one of them is no known-bad supervisor */
export function requireSpecimens(names: readonly string[]): void {
  const stranger = names.find((name) => builtSupervisor(name) === undefined);
  if (stranger === undefined) return;
  const known = [CONTROL, ...SPECIMENS].map(({ name }) => name).join(', ');
  throw new UsageError(
    `there is no known-bad supervisor called ${escapeControl(stranger)}`,
    `There are: ${known}.`,
  );
}
