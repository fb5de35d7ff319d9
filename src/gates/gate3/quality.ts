import type { RemuxPolicy } from '../../ffmpeg/policy.js';
import { messageId } from '../catalogue/identify.js';
import { ourScore } from '../gate1/score.js';
import type { Measured } from '../measure/measure-recording.js';
import type { MessageCount } from '../measure/stderr-tally.js';
import { type Share, shareOf } from '../statistics.js';

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
}

/** Gate 3 with one pair of binaries. */
export interface Quality {
  readonly tools: string;
  readonly rows: readonly QualityRow[];
  /** Published right, of the recordings that hold something that decodes. */
  readonly remux: Share;
  /** All differences together, as a share of all durations: a slice of 0.1 s counts for what it is. */
  readonly meanDelta: number;
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
  const criticalMessages = sum(({ messages }) => messages.critical);
  return {
    ...{ tools, rows, remux, meanDelta: Math.round(meanDelta * 1e6) / 1e6, seeks, criticalMessages },
    passed: {
      remux: remux.total > 0 && remux.count / remux.total >= THRESHOLDS.remux,
      delta: meanDelta <= THRESHOLDS.delta,
      seeks: seeks.total > 0 && seeks.count / seeks.total >= THRESHOLDS.seeks,
      critical: criticalMessages <= THRESHOLDS.critical,
    },
  };
}

function qualityRow(measured: Measured, policy: RemuxPolicy): QualityRow {
  const { recording, supervised, trials } = measured;
  const { kind, strategy, judgement, reason } = supervised;
  if (kind !== 'published') return { recording, outcome: reason ?? kind, messages: NO_MESSAGES };
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
