import shipped from './default-policy.json' with { type: 'json' };
import type { StderrRule } from './stderr-rule.js';
import type { Strategy } from './strategy.js';

/**
 * What a supervisor decides by: command lines, codec rules and the catalogue of messages. It is data, so that it can
 * be measured (`stallproof gates`), compared and replaced without a change of code.
 */
export interface RemuxPolicy {
  /** Raised when a field changes its meaning or is lost. */
  readonly v: 1;
  readonly provenance: Provenance;
  /** What ffmpeg prints at least; the catalogue can only match what this level lets through. */
  readonly logLevel: 'error' | 'warning' | 'info' | 'verbose';
  readonly strategies: Readonly<Record<Strategy, StrategyPolicy>>;
  readonly outputCheck: OutputCheckPolicy;
  /** Flags that no strategy may have, with what they do to real recordings. */
  readonly never: readonly NeverRule[];
  /** The first rule that fits a stream decides; a codec without a rule is refused. */
  readonly codecs: readonly CodecRule[];
  /** A line of stderr belongs to the first entry that matches it. */
  readonly stderr: readonly StderrRule[];
}

/** Where a policy comes from. */
export interface Provenance {
  readonly generator: string;
  /** ISO date; empty where no command made it. */
  readonly generatedAt: string;
  readonly recordings: number;
  /** SHA-256 over the sorted SHA-256 of the recordings. */
  readonly corpusDigest: string;
  /** The builds of ffmpeg and the browser that were tried, by the version they tell. */
  readonly tools: readonly string[];
  /** Whose access logs the codec rules rest on, or what was assumed. */
  readonly clients: string;
}

/** How one rung of the ladder calls ffmpeg. */
export interface StrategyPolicy {
  /** Half a sentence: what it is for. */
  readonly purpose: string;
  readonly flags: CommandFlags;
  /** Exceptions for some versions of ffmpeg, laid over the flags in this order. */
  readonly versions?: readonly VersionRule[] | undefined;
  /** What was measured with these flags. */
  readonly evidence: string;
}

/** How closely the video of an output is looked at before it is published: a copy can be whole and show nothing. */
export interface OutputCheckPolicy {
  /** How many of the first packets, of all streams together, are decoded. */
  readonly packets: number;
  /**
   * Whether a picture that ffmpeg conceals counts as missing. Browsers conceal nothing and give a damaged copy up; but what
   * does not pass is encoded anew, and that takes longer than many a recording has time for.
   */
  readonly strict: boolean;
  readonly evidence: string;
}

/** Options by ffmpeg's own names, without the dash; `true` for one that takes no value. */
export type Flags = Readonly<Record<string, string | true>>;

/** The parts of a command line that policy decides. Input, output, maps and progress are the supervisor's own. */
export interface CommandFlags {
  /** Before the input. */
  readonly input: Flags;
  /** Where the recording has video. */
  readonly video: Flags;
  /** Where it has audio. */
  readonly audio: Flags;
  readonly output: Flags;
}

/** Flags that are set, and with `null` taken away. */
export type FlagChanges = Readonly<Record<string, string | true | null>>;

export interface VersionRule {
  /** The first release that it holds for, such as `6.1`; from the oldest when absent. */
  readonly from?: string | undefined;
  /** The first release that it does not hold for any more; up to the newest when absent. */
  readonly before?: string | undefined;
  /** Laid over the strategy's flags; `null` takes one away. */
  readonly flags: { readonly [part in keyof CommandFlags]?: FlagChanges | undefined };
  readonly why: string;
}

export interface NeverRule {
  readonly option: string;
  /** Only values that contain this; any value when absent. */
  readonly contains?: string | undefined;
  readonly why: string;
  readonly evidence: string;
}

export interface CodecRule {
  readonly kind: 'video' | 'audio';
  /** ffmpeg's name of it. */
  readonly codec: string;
  /** Only streams of that many bits a sample; any, known or not, when absent. */
  readonly bitDepth?: number | undefined;
  /** `copy`: the whole ladder, from the copy on. `encode`: encoded anew at once. */
  readonly action: 'copy' | 'encode';
  /** Output flags that the copy needs, such as a tag that players look for. */
  readonly copyFlags?: Flags | undefined;
  /** The gate and the numbers that it rests on. */
  readonly evidence: string;
}

/** The policy that this package ships: made by `stallproof gates`, with its provenance inside. */
export const DEFAULT_POLICY = shipped as RemuxPolicy;
