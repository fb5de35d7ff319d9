import type { RemuxPolicy } from '../../ffmpeg/policy.js';
import { STDERR_LEVELS, type StderrLevel } from '../../ffmpeg/stderr-rule.js';
import { messageId } from '../catalogue/identify.js';
import { ourScore } from '../gate1/score.js';
import type { Measured } from '../measure/measure-recording.js';
import type { MessageCount } from '../measure/stderr-tally.js';
import { type Share, shareOf } from '../share.js';

/** What the origin's reviewer accepts. */
export const THRESHOLDS = {
  /** Share of recordings that are remuxed. */
  remux: 0.9,
  /** Mean difference of duration, as a share of the recordings'. */
  delta: 0.01,
  /** Share of seeks that end in a frame. */
  seeks: 0.95,
  /** Critical messages in published runs. */
  critical: 0,
} as const;

/** How the supervisor's published file of one recording fares. */
export interface QualityRow {
  readonly recording: string;
  /** `published`, or why not. */
  readonly outcome: string;
  readonly strategy?: string;
  readonly durationMs?: number;
  readonly deltaMs?: number;
  readonly seeksDone?: number;
  readonly seeksTried?: number;
  readonly messages: Readonly<Record<'error' | 'warning' | 'critical', number>>;
  /** The same by the catalogue's entries. */
  readonly patterns: readonly PatternCount[];
}

/** How often one entry of the catalogue was printed at one level; without an id, all that no entry knows. */
export interface PatternCount {
  readonly id?: string;
  readonly level: StderrLevel;
  readonly count: number;
}

/** Gate 3 with one pair of binaries. */
export interface Quality {
  readonly tools: string;
  readonly rows: readonly QualityRow[];
  /** Published right, of the recordings that hold something that decodes. */
  readonly remux: Share;
  /** All differences together, as a share of all durations: a slice of 0.1 s counts for what it is. */
  readonly meanDelta: number;
  /** The mean of the files' own shares, in which the shortest slice counts as much as a film. For comparison only. */
  readonly meanDeltaByFile: number;
  readonly seeks: Share;
  readonly criticalMessages: number;
  readonly passed: Readonly<Record<keyof typeof THRESHOLDS, boolean>>;
}

/** @param measured all by the same binaries */
export function qualityOf(tools: string, measured: readonly Measured[], policy: RemuxPolicy): Quality {
  const rows = measured.map((each) => qualityRow(each, policy));
  const alive = measured.filter(({ truth }) => truth.video || truth.audio);
  const remux = shareOf(alive.filter((each) => ourScore(each).verdict === 'right').length, alive.length);
  const published = rows.filter(({ outcome }) => outcome === 'published');
  const sum = (of: (row: QualityRow) => number): number =>
    published.reduce((total, row) => total + of(row), 0);
  const seeks = shareOf(
    sum(({ seeksDone = 0 }) => seeksDone),
    sum(({ seeksTried = 0 }) => seeksTried),
  );
  const promisedMs = sum(({ durationMs = 0, deltaMs = 0 }) => durationMs - deltaMs);
  const meanDelta = sum(({ deltaMs = 0 }) => Math.abs(deltaMs)) / Math.max(1, promisedMs);
  const byFile = sum(
    ({ durationMs = 0, deltaMs = 0 }) => Math.abs(deltaMs) / Math.max(1, durationMs - deltaMs),
  );
  const meanDeltaByFile = byFile / Math.max(1, published.length);
  const criticalMessages = sum(({ messages }) => messages.critical);
  return {
    ...{ tools, rows, remux, seeks, criticalMessages },
    ...{ meanDelta: rounded(meanDelta), meanDeltaByFile: rounded(meanDeltaByFile) },
    passed: {
      remux: remux.total > 0 && remux.count / remux.total >= THRESHOLDS.remux,
      delta: meanDelta <= THRESHOLDS.delta,
      seeks: seeks.total > 0 && seeks.count / seeks.total >= THRESHOLDS.seeks,
      critical: criticalMessages <= THRESHOLDS.critical,
    },
  };
}

function rounded(share: number): number {
  return Math.round(share * 1e6) / 1e6;
}

function qualityRow(measured: Measured, policy: RemuxPolicy): QualityRow {
  const { recording, supervised, trials } = measured;
  const { kind, strategy, judgement, reason } = supervised;
  if (kind !== 'published') {
    return { recording, outcome: reason ?? kind, messages: NO_MESSAGES, patterns: [] };
  }
  const trial = trials.find(({ id }) => id === `ours/${strategy}`);
  const seeks = judgement?.seeks ?? [];
  return {
    ...{ recording, outcome: 'published' },
    ...(strategy !== undefined && { strategy }),
    ...(judgement?.durationMs !== undefined && { durationMs: judgement.durationMs }),
    ...(judgement?.deltaMs !== undefined && { deltaMs: judgement.deltaMs }),
    seeksDone: seeks.filter(({ landedMs }) => landedMs !== undefined).length,
    seeksTried: seeks.length,
    messages: countMessages(trial?.messages ?? [], policy),
    patterns: countPatterns(trial?.messages ?? [], policy),
  };
}

const NO_MESSAGES = { error: 0, warning: 0, critical: 0 } as const;

function countMessages(messages: readonly MessageCount[], policy: RemuxPolicy): QualityRow['messages'] {
  const severityOf = (message: MessageCount): string | undefined => {
    const id = messageId(message, policy);
    return policy.stderr.find((rule) => rule.id === id)?.severity;
  };
  const sum = (wanted: (message: MessageCount) => boolean): number =>
    messages.filter(wanted).reduce((total, { count }) => total + count, 0);
  return {
    error: sum(({ level }) => level === 'error' || level === 'fatal'),
    warning: sum(({ level }) => level === 'warning'),
    critical: sum((message) => severityOf(message) === 'critical'),
  };
}

/** Level by level, the gravest first, and in the order of the catalogue. */
function countPatterns(messages: readonly MessageCount[], policy: RemuxPolicy): PatternCount[] {
  const ids = [...policy.stderr.map(({ id }) => id), undefined];
  return STDERR_LEVELS.flatMap((level) =>
    ids.flatMap((id) => {
      const own = messages.filter((message) => message.level === level && messageId(message, policy) === id);
      const count = own.reduce((total, message) => total + message.count, 0);
      return count === 0 ? [] : [{ ...(id !== undefined && { id }), level, count }];
    }),
  );
}
