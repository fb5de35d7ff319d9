import { serializeDuration } from '../base/duration.js';

/** What stands for the words in braces. Durations are real ones: nominal divided by the speed. */
export interface TemplateValues {
  readonly text: Readonly<Record<string, string>>;
  readonly durationsMs: Readonly<Record<string, number>>;
}

/** Durations that every supervisor is told, by their names in a template. */
const DURATION_NAMES = ['grace', 'stall', 'tick', 'finalise', 'probeTimeout', 'timeout'] as const;

/** An argument of a command that stands for several: the recording, or all its parts. */
export const ALL_INPUTS = '{inputs}';

/** Text that a command, an environment or a path may ask for. */
const TEXT_NAMES = [
  'node',
  'cli',
  'folder',
  'ffmpeg',
  'ffprobe',
  'input',
  'inputs',
  'output',
  'metrics',
  'recordingId',
  'slots',
] as const;

const WORD = /\{([A-Za-z]+)\}/g;

/**
 * Fills a template in. `{stall}` gives `2250ms`, `{stallMs}` 2250 and `{stallSeconds}` 2.25.
 * A word that it does not know is left as it stands: manifests are checked when they are read.
 */
export function fill(template: string, values: TemplateValues): string {
  return template.replace(WORD, (whole, word: string) => meaningOf(word, values) ?? whole);
}

/** The words in braces that mean nothing. */
export function unknownWords(template: string): string[] {
  return [...template.matchAll(WORD)].flatMap(([, word]) =>
    word === undefined || KNOWN_WORDS.has(word) ? [] : [word],
  );
}

const KNOWN_WORDS: ReadonlySet<string> = new Set([
  ...TEXT_NAMES,
  ...DURATION_NAMES.flatMap((name) => [name, `${name}Ms`, `${name}Seconds`]),
]);

function meaningOf(word: string, { text, durationsMs }: TemplateValues): string | undefined {
  if (text[word] !== undefined) return text[word];
  const [, name, unit] = /^(.+?)(Ms|Seconds)?$/.exec(word) ?? [];
  const durationMs = durationsMs[name ?? ''];
  if (durationMs === undefined) return undefined;
  if (unit === undefined) return serializeDuration(durationMs);
  return String(unit === 'Ms' ? Math.round(durationMs * 1000) / 1000 : durationMs / 1000);
}
