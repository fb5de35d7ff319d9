import type { Op } from './op.js';

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
  | { readonly type: 'text'; readonly doc: string; readonly default?: string }
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
type Value<F extends Field> = F extends { type: 'duration' | 'size' | 'number' }
  ? number
  : F extends { type: 'flag' }
    ? boolean
    : F extends { type: 'choice'; options: readonly (infer O)[] }
      ? O
      : F extends { type: 'steps' }
        ? readonly Step[]
        : string;

/** A config with units resolved. A field without default that the scenario left out is undefined. */
export type Config<F extends Fields> = {
  readonly [K in keyof F]: F[K] extends { default: unknown } ? Value<F[K]> : Value<F[K]> | undefined;
};

/** One step of a script as it stands in a plan: the fault's name and its resolved config. */
export interface Step {
  readonly fault: string;
  readonly config: Readonly<Record<string, unknown>>;
}

/** Where the imagined ffmpeg stands; faults read and advance it, so that steps continue one another. */
export interface MediaState {
  /** What the recording promises. */
  readonly durationMs: number;
  readonly sizeBytes: number;
  outTimeUs: number;
  totalSizeBytes: number;
  frame: number;
}

/**
 * One way for ffmpeg (or ffprobe) to behave. `name` is its key in a scenario file. Pure: the same config and
 * state give the same operations.
 */
export interface Fault<F extends Fields = Fields> {
  readonly name: string;
  /** One sentence for the vocabulary page. */
  readonly summary: string;
  /** The real behaviour it stands for, with its source. */
  readonly models: string;
  readonly fields: F;
  /** The field that a bare value sets: `exit: 1`. Absent: the fault takes a map, or nothing at all (`hang`). */
  readonly shorthand?: keyof F & string;
  play(config: Config<F>, media: MediaState, expand: Expand): Iterable<Op>;
}

/** Turns nested steps into operations; the player supplies it. */
export type Expand = (steps: readonly Step[]) => readonly Op[];

/** Lets a fault's config type follow from its fields. */
export function defineFault<const F extends Fields>(fault: Fault<F>): Fault<F> {
  return fault;
}
