import { formatRecordedRun } from '../script/recorded-run.js';
import type { RunEnd, RunPart } from './run-of-records.js';

/** A step as a scenario file writes it. */
export type StepForm = string | Readonly<Record<string, unknown>>;

/** Steps that repeat a run to the tenth of a millisecond; for machines to play, not for people to read. */
export function exactSteps(parts: readonly RunPart[]): StepForm[] {
  return parts.flatMap(stepsOf);
}

function stepsOf(part: RunPart): StepForm[] {
  switch (part.kind) {
    case 'entries':
      return [{ recorded: formatRecordedRun(part.entries) }];
    case 'line':
      return [{ stderr: { text: part.text } }];
    case 'end':
      return endSteps(part.end);
  }
}

const DEADLY = ['SIGSEGV', 'SIGABRT', 'SIGKILL', 'SIGTERM'];

/** A signal that no fake dies by is played as the hardest one. */
export function endSteps(end: RunEnd): StepForm[] {
  switch (end.kind) {
    case 'unknown':
      return ['hang'];
    case 'signal':
      return [{ die: DEADLY.includes(end.signal) ? end.signal : 'SIGKILL' }];
    case 'exit':
      return [...(end.complete ? [{ output: 'complete' }] : []), { exit: end.code }];
  }
}
