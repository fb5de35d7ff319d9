import { BaseSupervisor } from '../base-supervisor.js';
import type { Specimen } from '../specimen.js';
import type { SpecimenJob } from '../specimen-job.js';

class WritesInPlace extends BaseSupervisor {
  protected override tempPath(job: SpecimenJob): string {
    return job.output;
  }
}

export const writesInPlace: Specimen = {
  name: 'writes-in-place',
  flaw: 'It lets ffmpeg write to the final name, so whoever reads the folder finds half a file.',
  from: 'fireshare 511',
  caughtBy: 'no-partial-publish',
  shownBy: 'any run of ffmpeg',
  create: (options) => new WritesInPlace(options),
};
