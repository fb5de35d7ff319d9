import { fileURLToPath } from 'node:url';
import type { SubjectManifest } from '../harness/subject.js';
import type { BuiltSupervisor } from './specimen.js';

/** The compiled entry; of use only where the sources were compiled beside it. */
const ENTRY = fileURLToPath(new URL('./main.js', import.meta.url));

/**
 * A specimen, or the control, as a subject of the harness.
 * @param production the manifest of this package's own supervisor, whose options and artefacts a specimen shares
 */
export function specimenManifest(
  { name }: BuiltSupervisor,
  production: SubjectManifest,
  entry = ENTRY,
): SubjectManifest {
  const start = (command: readonly string[]): string[] =>
    command.flatMap((word) => (word === '{cli}' ? [entry, name] : [word]));
  const { command, workerCommand } = production;
  return {
    ...production,
    name,
    title: `The specimen ${name}`,
    command: start(command),
    ...(workerCommand && { workerCommand: start(workerCommand) }),
  };
}
