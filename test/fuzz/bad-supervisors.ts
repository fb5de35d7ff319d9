import type { SharpnessSubject } from '../../src/fuzz/sharpness.js';
import { loadSubject } from '../../src/harness/subject-manifest.js';
import { builtSupervisor, SPECIMENS } from '../../src/specimens/catalogue.js';
import { specimenSubject } from '../../src/specimens/subject.js';

/** A known-bad supervisor, or the control, as the fuzzer plays it. */
export function bad(name: string): SharpnessSubject {
  const built = builtSupervisor(name);
  const simulated = built && specimenSubject(built, loadSubject('production')).simulated;
  if (simulated === undefined) throw new Error(`no such specimen: ${name}`);
  const caughtBy = SPECIMENS.find((specimen) => specimen.name === name)?.caughtBy;
  return { name, create: simulated, ...(caughtBy && { caughtBy }) };
}
