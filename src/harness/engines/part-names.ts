import type { ScenarioJob } from '../../scenario/scenario.js';

/** File names of a job's recording: `film.ts`, and as an Enigma2 receiver splits it, `film.ts.001`, `film.ts.002`. */
export function partNames({ id, recordingName = `${id}.ts`, parts }: ScenarioJob): string[] {
  return Array.from({ length: parts }, (_, index) =>
    index === 0 ? recordingName : `${recordingName}.${String(index).padStart(3, '0')}`,
  );
}
