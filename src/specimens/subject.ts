import type { Subject } from '../harness/subject.js';
import { specimenManifest } from './manifest.js';
import { simSpecimenHost } from './sim-specimen-host.js';
import type { BuiltSupervisor } from './specimen.js';

/** A specimen, or the control, as the harness plays it: as a process of its own, or in simulated time. */
export function specimenSubject(built: BuiltSupervisor, production: Subject, entry?: string): Subject {
  return {
    manifest: specimenManifest(built, production.manifest, entry),
    folder: production.folder,
    simulated: (options) => built.create({ ...options, host: simSpecimenHost(options.host) }),
  };
}
