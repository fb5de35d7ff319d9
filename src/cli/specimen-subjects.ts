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
  if (built === undefined) return loadSubject(given, builtNames());
  return specimenSubject(built, loadSubject(DEFAULT_SUBJECT));
}

/** @throws UsageError when one of them is no known-bad supervisor */
export function requireSpecimens(names: readonly string[]): void {
  const stranger = names.find((name) => builtSupervisor(name) === undefined);
  if (stranger === undefined) return;
  throw new UsageError(
    `there is no known-bad supervisor called ${escapeControl(stranger)}`,
    `There are: ${builtNames().join(', ')}.`,
  );
}

function builtNames(): string[] {
  return [CONTROL, ...SPECIMENS].map(({ name }) => name);
}
