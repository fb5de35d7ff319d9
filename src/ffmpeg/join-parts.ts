import { type ListedPart, listProblem } from './concat-list.js';
import { type Decision, decide, type StreamChoice } from './decision.js';
import type { RemuxPolicy } from './policy.js';
import type { ProbedStream, RecordingProbe } from './recording-probe.js';
import { outputStreams } from './remux-args.js';

/** One part of a recording that was split, as ffprobe and its packets tell of it. */
export interface RecordingPart {
  /** Absolute path. */
  readonly path: string;
  readonly probe: RecordingProbe;
  /** How long its chosen streams play, from the first start to the last end; undefined where nothing tells. */
  readonly spanMs: number | undefined;
}

/** Several parts as one recording. */
export type JoinedRecording =
  | {
      readonly kind: 'joined';
      readonly decision: Extract<Decision, { kind: 'run' }>;
      readonly parts: readonly ListedPart[];
      /** Numbers that select the streams in each part; empty where the parts do not have them. */
      readonly streamIds: readonly number[];
      /** Where the chosen streams stand in the joined recording. */
      readonly streams: StreamChoice;
      /** Undefined where the span of a part is not known. */
      readonly durationMs: number | undefined;
    }
  | { readonly kind: 'refuse'; readonly reason: string };

/**
 * A broadcast goes on while a recorder turns to the next file. Streams are interleaved with up to this much between
 * them, so that the parts overlap by as much; a greater difference is a clock of its own.
 */
const CONTINUOUS_WITHIN_MS = 2_000;

/**
 * Joins the parts of a recording in their order. The first one decides; a later one has to hold the same streams, or
 * the copy would play to its end and show nothing there. Parts whose clock goes on are put where the clock says, so
 * that no gap is heard; others follow one another.
 */
export function joinParts(parts: readonly RecordingPart[], policy?: RemuxPolicy): JoinedRecording {
  const [first] = parts;
  const decision = decide(first?.probe ?? { streams: [] }, policy);
  if (first === undefined || decision.kind === 'refuse') {
    return { kind: 'refuse', reason: decision.kind === 'refuse' ? decision.reason : 'no parts' };
  }
  const chosen = chosenStreams(first.probe, decision.streams);
  for (const [index, part] of parts.entries()) {
    const problem = listProblem(part.path) ?? differenceFrom(chosen, part.probe);
    if (problem !== undefined) return { kind: 'refuse', reason: `part ${index + 1} ${problem}` };
  }
  const lengths = parts.map((part, index) => lengthMs(part, parts[index + 1], chosen));
  const streamIds = chosen.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const byId = streamIds.length === chosen.length;
  return {
    kind: 'joined',
    decision,
    parts: parts.map(({ path }, index) => ({ path, lengthMs: lengths[index] })),
    streamIds: byId ? streamIds : [],
    // The list names the streams by their ids: the joined recording then holds nothing else, in this order.
    streams: byId ? outputStreams(decision.streams) : withoutIds(decision.streams),
    durationMs: joinedMs(parts, lengths, chosen),
  };
}

/** In the order in which they are listed: video first. */
function chosenStreams(probe: RecordingProbe, { video, audio }: StreamChoice): ProbedStream[] {
  return [video, audio].flatMap((index) => probe.streams.find((stream) => stream.index === index) ?? []);
}

function differenceFrom(chosen: readonly ProbedStream[], part: RecordingProbe): string | undefined {
  for (const stream of chosen) {
    const same = counterpart(stream, part);
    const what = `${stream.codec} ${stream.kind}`;
    if (same === undefined) return `has no ${what} where the first part has it`;
    if (same.codec !== stream.codec)
      return `has ${same.codec ?? 'unknown'} ${same.kind}, the first part ${what}`;
    if (same.bitDepth !== undefined && same.bitDepth !== stream.bitDepth) {
      return `has ${same.kind} of ${same.bitDepth} bits, the first part of ${stream.bitDepth}`;
    }
  }
  return undefined;
}

function counterpart({ id, index, kind }: ProbedStream, part: RecordingProbe): ProbedStream | undefined {
  const same = (other: ProbedStream): boolean => (id === undefined ? other.index === index : other.id === id);
  return part.streams.find((other) => other.kind === kind && same(other));
}

/** From the start of a part to that of the next, as its clock says; else as long as it plays. */
function lengthMs(
  part: RecordingPart,
  next: RecordingPart | undefined,
  chosen: readonly ProbedStream[],
): number | undefined {
  if (part.spanMs === undefined) return undefined;
  const ownMs = leadMs(part, chosen) + part.spanMs;
  const startMs = part.probe.startMs;
  const nextStartMs = next?.probe.startMs;
  if (startMs === undefined || nextStartMs === undefined) return ownMs;
  const stepMs = nextStartMs - startMs;
  return stepMs > 0 && Math.abs(stepMs - ownMs) <= CONTINUOUS_WITHIN_MS ? stepMs : ownMs;
}

/** From the start of the part, which may be that of a stream nobody wants, to the start of the chosen ones. */
function leadMs({ probe }: RecordingPart, chosen: readonly ProbedStream[]): number {
  const starts = chosen.flatMap((stream) => counterpart(stream, probe)?.startMs ?? []);
  if (probe.startMs === undefined || starts.length === 0) return 0;
  return Math.max(0, Math.min(...starts) - probe.startMs);
}

function joinedMs(
  parts: readonly RecordingPart[],
  lengths: readonly (number | undefined)[],
  chosen: readonly ProbedStream[],
): number | undefined {
  const [first] = parts;
  const last = parts.at(-1);
  if (first === undefined || last?.spanMs === undefined) return undefined;
  let totalMs = leadMs(last, chosen) + last.spanMs - leadMs(first, chosen);
  for (const length of lengths.slice(0, -1)) {
    if (length === undefined) return undefined;
    totalMs += length;
  }
  return Math.round(totalMs * 1000) / 1000;
}

function withoutIds({ video, audio }: StreamChoice): StreamChoice {
  return { ...(video !== undefined && { video }), ...(audio !== undefined && { audio }) };
}
