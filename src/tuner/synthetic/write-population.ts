import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { headerLine, recordLine } from '../../trace/trace-line.js';
import { type Population, syntheticHeader, syntheticRecords } from './population.js';

/** Jobs with silences in every phase, on storage of the usual kind; 1 in 200 hangs. */
export function examplePopulation(lengthMs: number, seed: number): Population {
  return {
    seed,
    lengthMs,
    pauses: {
      'start-up': { share: 0.2, leastMs: 1000, meanMs: 2000 },
      steady: { share: 0.1, leastMs: 1000, meanMs: 4000 },
      finalising: { share: 0.9, leastMs: 500, meanMs: 5000 },
    },
    hangShare: 0.005,
    watch: { startupGraceMs: 30_000, stallTimeoutMs: 90_000, finaliseMs: 120_000 },
  };
}

const NAME_DIGITS = 6;

/**
 * Writes one trace file a job.
 * @throws {Error} with the platform's `code` when the folder cannot be written to
 */
export function writePopulation(folder: string, population: Population, jobs: number): void {
  mkdirSync(folder, { recursive: true });
  for (let index = 0; index < jobs; index++) {
    const lines = [headerLine(syntheticHeader(population, index))];
    for (const record of syntheticRecords(population, index)) lines.push(recordLine(record));
    writeFileSync(join(folder, `${String(index).padStart(NAME_DIGITS, '0')}.trace`), lines.join(''));
  }
}
