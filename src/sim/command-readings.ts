/** So many readings are kept; a campaign has far fewer kinds of command lines. */
const MOST_KEPT = 500;

/** Stand for paths in a command line. No argument of a process can hold them. */
const INPUT = '\u0000input';
const OUTPUT = '\u0000output';

export interface CommandReading<T> {
  /** Its paths are only right when `input` and `output` are put in for them. */
  readonly reading: T;
  readonly input: string | undefined;
  readonly output: string | undefined;
  /** All of the command line but these paths. */
  readonly kind: string;
}

/** What a reading found to be paths. */
export interface NamedPaths {
  readonly input: string | undefined;
  readonly output?: string | undefined;
}

/**
 * Reads command lines; of those that differ only in their paths, one: reading it costs more than most of what happens in
 * a short run, and supervisors ask in the same words again and again.
 */
export class CommandReadings<T> {
  readonly #read: (args: readonly string[]) => T;
  readonly #pathsIn: (reading: T) => NamedPaths;
  readonly #kept = new Map<string, T>();

  constructor(read: (args: readonly string[]) => T, pathsIn: (reading: T) => NamedPaths) {
    this.#read = read;
    this.#pathsIn = pathsIn;
  }

  /** Takes the word behind `-i` for the input, and one at the end for the output; where that is wrong, it reads as is. */
  of(args: readonly string[]): CommandReading<T> {
    const words = [...args];
    const inputAt = args.indexOf('-i') + 1;
    const outputAt = args.length - 1;
    const hasInput = inputAt > 0 && inputAt <= outputAt;
    const hasOutput = outputAt > inputAt;
    if (hasInput) words[inputAt] = INPUT;
    if (hasOutput) words[outputAt] = OUTPUT;
    const kind = words.join('\u0000');
    const reading = this.#kept.get(kind) ?? this.#readKind(kind, words);
    const { input, output } = this.#pathsIn(reading);
    if (input === (hasInput ? INPUT : input) && output === (hasOutput ? OUTPUT : output)) {
      return {
        reading,
        input: hasInput ? args[inputAt] : input,
        output: hasOutput ? args[outputAt] : output,
        kind,
      };
    }
    const plain = this.#read(args);
    const { input: plainInput, output: plainOutput } = this.#pathsIn(plain);
    return { reading: plain, input: plainInput, output: plainOutput, kind: args.join('\u0000') };
  }

  #readKind(kind: string, words: readonly string[]): T {
    const reading = this.#read(words);
    if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
    this.#kept.set(kind, reading);
    return reading;
  }
}
