import { DAMAGE } from './stderr-catalogue/damage.js';
import type { StderrEntry } from './stderr-catalogue/entry.js';
import { INPUT } from './stderr-catalogue/input.js';
import { OPTIONS } from './stderr-catalogue/options.js';
import { OUTPUT } from './stderr-catalogue/output.js';
import { PROCESS } from './stderr-catalogue/process.js';
import { TIMESTAMPS } from './stderr-catalogue/timestamps.js';

/**
 * Every message that is known. A line belongs to the first entry that matches it, so what is special stands
 * before what is general: a decoder's "Invalid data found" is damage, the demuxer's is the end.
 */
export const STDERR_CATALOGUE: readonly StderrEntry[] = [
  ...PROCESS,
  ...DAMAGE,
  ...TIMESTAMPS,
  ...OPTIONS,
  ...OUTPUT,
  ...INPUT,
];

/** The names that a scenario can use. */
export const STDERR_IDS: readonly string[] = STDERR_CATALOGUE.map((entry) => entry.id);

/** The entry of that name. */
export function stderrEntry(id: string): StderrEntry | undefined {
  return STDERR_CATALOGUE.find((entry) => entry.id === id);
}

/**
 * The line that ffmpeg prints for an entry, with the mark of its level behind the name of the component, as
 * `-loglevel level` makes it: `[mpegts @ 0x55d0c1e0a2c0] [warning] PES packet size mismatch`.
 * @returns undefined when the catalogue has no such entry.
 */
export function exampleLine(id: string): string | undefined {
  const entry = stderrEntry(id);
  if (entry === undefined || entry.level === 'raw') return entry?.example;
  const component = /^\[[^\]\n]* @ 0x[0-9a-f]+\] /.exec(entry.example)?.[0] ?? '';
  return `${component}[${entry.level}] ${entry.example.slice(component.length)}`;
}
