import { Document } from 'yaml';
import { serializeDuration } from '../base/duration.js';
import { STRATEGIES, type Strategy } from '../ffmpeg/strategy.js';
import { FAILURE_KINDS } from '../supervisor/outcome.js';
import type { Trace, TraceHeader, TraceRecord } from '../trace/trace.js';
import { exactSteps, type StepForm } from './exact-steps.js';
import { readableSteps } from './readable-steps.js';
import { runOfRecords } from './run-of-records.js';

export interface ReplayOptions {
  /** `exact`: every block at its time. `readable`: a few steps that mean the same. */
  readonly as: 'exact' | 'readable';
  /** Where the trace came from, for people. */
  readonly source: string;
  /** Nominal time by real time, on real processes. */
  readonly speed?: number;
  /** Thresholds to try; those of the recorded run where absent. */
  readonly watch?: {
    readonly startupGraceMs?: number;
    readonly stallTimeoutMs?: number;
    readonly finaliseMs?: number;
  };
}

/** A recording must be longer than its last block says, or its end would come before it. */
const SLACK = 1.0001;

const DEFAULT_BYTES = 500e6;
const DEFAULT_DURATION_MS = 60_000;

/**
 * The runs of one recorded job as a scenario file. What was right is not known from a trace: any outcome is accepted,
 * and the oracles judge how the supervisor came to it.
 * @param runs the attempts, in their order; of several on one rung, the last one counts
 */
export function traceScenario(runs: readonly Trace[], options: ReplayOptions): string {
  const [first] = runs;
  if (first === undefined) throw new Error('internal error: a job without runs');
  const rungs = new Map(runs.map((run) => [rungOf(run.header), stepsOf(run, options.as)]));
  const watch = watchForm(first.header, options);
  const form = {
    title: `What ${options.source} recorded`,
    why: 'What happened once can happen again; what the supervisor makes of it must hold.',
    from: [`trace ${first.header.job}`],
    tags: ['trace'],
    catches: ['no-false-kill', 'detects-stall'],
    ...(options.speed !== undefined && { speed: options.speed }),
    recording: recordingForm(first.header, runs),
    ...(Object.keys(watch).length > 0 && { watch }),
    ffmpeg: Object.fromEntries(rungs),
    expect: { outcome: ['published', ...FAILURE_KINDS] },
  };
  const document = new Document(form, { aliasDuplicateObjects: false });
  document.commentBefore = ` Made from a trace of ${first.header.tool ?? 'ffmpeg'}, begun ${first.header.startedAt}`;
  return document.toString({ lineWidth: 0 });
}

function stepsOf({ records }: Trace, as: ReplayOptions['as']): StepForm[] {
  const parts = runOfRecords(records);
  return as === 'exact' ? exactSteps(parts) : readableSteps(parts);
}

function rungOf({ strategy }: TraceHeader): Strategy {
  return STRATEGIES.find((name) => name === strategy) ?? 'default';
}

/** What ffprobe will say: as recorded, and where nothing was, what makes the ladder begin on the recorded rung. */
function recordingForm({ recording = {}, strategy }: TraceHeader, runs: readonly Trace[]): object {
  const furthest = runs.flatMap(({ records }) => records).reduce(furthestOf, { outTimeMs: 0, bytes: 0 });
  const durationMs = recording.durationMs ?? (Math.ceil(furthest.outTimeMs * SLACK) || DEFAULT_DURATION_MS);
  const bytes = recording.sizeBytes ?? (Math.ceil(furthest.bytes * SLACK) || DEFAULT_BYTES);
  const known = Object.keys(recording).length > 0;
  const video = recording.video ?? (known ? 'none' : 'h264');
  return {
    size: `${bytes}B`,
    duration: serializeDuration(Math.round(durationMs)),
    video,
    audio: recording.audio ?? (known ? 'none' : 'ac3'),
    ...(strategy === 'transcode' && video === 'h264' && { pixelFormat: 'yuv420p10le' }),
  };
}

interface Furthest {
  readonly outTimeMs: number;
  readonly bytes: number;
}

function furthestOf(so: Furthest, record: TraceRecord): Furthest {
  if (record.kind !== 'block') return so;
  const { outTimeUs = 0, totalSizeBytes = 0 } = record;
  return { outTimeMs: Math.max(so.outTimeMs, outTimeUs / 1000), bytes: Math.max(so.bytes, totalSizeBytes) };
}

function watchForm({ watch }: TraceHeader, options: ReplayOptions): Record<string, string> {
  const wanted = { ...watch, ...options.watch };
  const names = { startupGraceMs: 'startupGrace', stallTimeoutMs: 'stall', finaliseMs: 'finalise' } as const;
  return Object.fromEntries(
    Object.entries(names).flatMap(([key, name]) => {
      const ms = wanted[key as keyof typeof names];
      return ms === undefined ? [] : [[name, serializeDuration(ms)]];
    }),
  );
}
