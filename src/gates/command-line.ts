import type { StreamChoice } from '../ffmpeg/decision.js';

/** One command line under trial, for one recording. */
export interface CommandLine {
  /** `ours/default`, `origin/fallback`, `with/discardcorrupt`. */
  readonly id: string;
  /** ffmpeg's arguments, with {@link INPUT} and {@link OUTPUT} in the place of the files. */
  readonly template: readonly string[];
  /** The streams that it takes, as far as the recording has them. */
  readonly streams: StreamChoice;
}

/** Placeholders of a template; paths of a machine are put in for a run only. */
export const INPUT = 'IN';
export const OUTPUT = 'OUT';

/** Everything that ffmpeg says, each line as often as it says it, with its level. Changes nothing that is written. */
const MEASURED_LEVEL = '+repeat+level+verbose';

/** The arguments of one run: paths put in, and the log opened up. */
export function argumentsOf({ template }: CommandLine, input: string, output: string): string[] {
  const files = new Map([
    [`file:${INPUT}`, `file:${input}`],
    [`file:${OUTPUT}`, `file:${output}`],
  ]);
  return template.map((arg, index) =>
    template[index - 1] === '-loglevel' ? MEASURED_LEVEL : (files.get(arg) ?? arg),
  );
}
