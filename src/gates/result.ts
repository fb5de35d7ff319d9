import type { RemuxPolicy } from '../ffmpeg/policy.js';
import type { SampleProof } from './browser/codec-samples.js';
import type { RuleEvidence, UnknownMessage } from './catalogue/evidence.js';
import type { CodecDecision } from './clients/codec-decisions.js';
import type { ClientCount } from './clients/read-logs.js';
import type { Effect, Reinterpretation } from './gate1/effects.js';
import type { FlagCheck } from './gate1/flag-checks.js';
import type { ScoreRow } from './gate1/score.js';
import type { CodecMatrix } from './gate2/matrix.js';
import type { Quality } from './gate3/quality.js';
import type { Measured } from './measure/measure-recording.js';
import type { Recording } from './recordings.js';

/** Raised when a field of the report changes its meaning or is lost. */
export const GATES_VERSION = 1;

/** Everything that the four gates found, without any path of the machine. */
export interface GatesResult {
  readonly v: typeof GATES_VERSION;
  /** All that differs between two runs on the same input. */
  readonly times: { readonly generatedAt: string };
  readonly corpusDigest: string;
  readonly recordings: readonly Recording[];
  readonly tools: readonly ToolsUsed[];
  /** Why there is no browser, or what it calls itself. */
  readonly browser: BrowserUsed;
  /** The policy that was tried: what it decides, as a digest. */
  readonly policyDigest: string;
  readonly gate1: {
    readonly scores: readonly ScoreRow[];
    readonly lines: readonly LineRow[];
    readonly effects: readonly Effect[];
    readonly flags: readonly FlagCheck[];
    readonly reinterpreted: readonly Reinterpretation[];
  };
  readonly gate2: CodecMatrix;
  readonly gate3: readonly Quality[];
  readonly catalogue: {
    readonly rules: readonly RuleEvidence[];
    readonly unknown: readonly UnknownMessage[];
  };
  readonly gate4: {
    readonly logs: readonly string[];
    readonly counted?: ClientCount;
    readonly decisions: readonly CodecDecision[];
  };
  readonly measured: readonly Measured[];
  /** What the data supports. */
  readonly proposed: RemuxPolicy;
}

export interface ToolsUsed {
  readonly name: string;
  readonly release?: string;
  readonly ffprobe: string;
  /** The ffprobe that looked into what came out. */
  readonly judge: string;
}

export interface BrowserUsed {
  readonly version?: string;
  readonly missing?: string;
  /** Its own answers about codecs, by the type that was asked. */
  readonly plays?: Readonly<Record<string, boolean>>;
  /** What it did when it was shown them. */
  readonly samples?: readonly SampleProof[];
}

/** One command line over the whole corpus. */
export interface LineRow {
  readonly id: string;
  readonly tools: string;
  readonly tried: number;
  readonly right: number;
  readonly exits: Readonly<Record<string, number>>;
}
