import { DEFAULT_POLICY, type RemuxPolicy } from './policy.js';
import type { StderrRule } from './stderr-rule.js';

/** A rule whose pattern is ready for use. */
export interface StderrEntry extends Omit<StderrRule, 'pattern'> {
  readonly pattern: RegExp;
}

/** The messages that a policy knows, ready for use. */
export interface StderrCatalogue {
  /**
   * A line belongs to the first entry that matches it, so what is special stands before what is general: a decoder's
   * "Invalid data found" is damage, the demuxer's is the end.
   */
  readonly entries: readonly StderrEntry[];
  /** One pass over a line instead of one for each entry, for the lines that explain no failure: nearly all. */
  readonly decisive: RegExp;
}

const CATALOGUES = new WeakMap<readonly StderrRule[], StderrCatalogue>();

/** The catalogue of a policy, compiled once. */
export function catalogueOf({ stderr }: Pick<RemuxPolicy, 'stderr'>): StderrCatalogue {
  const known = CATALOGUES.get(stderr);
  if (known !== undefined) return known;
  const entries = stderr.map((rule) => ({ ...rule, pattern: new RegExp(rule.pattern) }));
  const decisive = stderr.filter(({ action }) => action !== 'ignore').map(({ pattern }) => `(?:${pattern})`);
  const catalogue = { entries, decisive: new RegExp(decisive.length > 0 ? decisive.join('|') : '(?!)') };
  CATALOGUES.set(stderr, catalogue);
  return catalogue;
}

/** The entry that a line belongs to, if any. */
export function entryOf(catalogue: StderrCatalogue, line: string): StderrEntry | undefined {
  return catalogue.entries.find((entry) => entry.pattern.test(line));
}

/** Every message that the shipped policy knows. */
export const STDERR_CATALOGUE: readonly StderrEntry[] = catalogueOf(DEFAULT_POLICY).entries;

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
