import type { MediaState } from './media-state.js';
import type { Op } from './op.js';
import type { Step } from './step.js';

export type { Step } from './step.js';

/** One value in a fault's config: what it means, its unit, its default. */
export type Field =
  | { readonly type: 'duration'; readonly doc: string; readonly default?: string }
  | { readonly type: 'size'; readonly doc: string; readonly default?: string }
  | {
      readonly type: 'number';
      readonly doc: string;
      readonly default?: number;
      readonly min?: number;
      readonly max?: number;
      readonly integer?: boolean;
    }
  /** Written `30x`; a number above 0 once read. */
  | { readonly type: 'factor'; readonly doc: string; readonly default?: string }
  | {
      readonly type: 'text';
      readonly doc: string;
      readonly default?: string;
      /** What is wrong with a text of its own grammar; undefined when nothing is. Absent: any text will do. */
      readonly check?: (text: string) => string | undefined;
      /** Its grammar as a regular expression, for editors. */
      readonly pattern?: string;
    }
  | { readonly type: 'flag'; readonly doc: string; readonly default: boolean }
  | {
      readonly type: 'choice';
      readonly doc: string;
      readonly options: readonly string[];
      readonly default?: string;
    }
  /** Steps for a descendant. */
  | { readonly type: 'steps'; readonly doc: string };

export type Fields = Readonly<Record<string, Field>>;

/** A value after reading: durations in ms, sizes in bytes. */
type Value<F extends Field> = F extends { type: 'duration' | 'size' | 'number' | 'factor' }
  ? number
  : F extends { type: 'flag' }
    ? boolean
    : F extends { type: 'choice'; options: readonly (infer O)[] }
      ? O
      : F extends { type: 'steps' }
        ? readonly Step[]
        : string;

/** A config with units resolved. A field without default that the scenario left out is undefined. */
export type Config<F extends Fields, Required extends keyof F = never> = {
  readonly [K in keyof F]: F[K] extends { default: unknown }
    ? Value<F[K]>
    : K extends Required
      ? Value<F[K]>
      : Value<F[K]> | undefined;
};

/**
 * One way for ffmpeg (or ffprobe) to behave. `name` is its key in a scenario file. Pure: the same config and
 * state give the same operations.
 */
export interface Fault<F extends Fields = Fields, S extends keyof F = keyof F> {
  readonly name: string;
  /** One sentence for the vocabulary page. */
  readonly summary: string;
  /** The real behaviour it stands for, with its source. */
  readonly models: string;
  readonly fields: F;
  /**
   * The field that a bare value sets: `exit: 1`. Absent: the fault takes a map, or nothing at all (`hang`).
   * One without default is required.
   */
  readonly shorthand?: S & string;
  /** Advances the media as it goes; may never end. */
  play(config: Config<F, S>, media: MediaState): Iterable<Op>;
}

/** Lets a fault's config type follow from its fields. */
export function defineFault<const F extends Fields, const S extends keyof F = never>(
  fault: Fault<F, S>,
): Fault<F, S> {
  return fault;
}
