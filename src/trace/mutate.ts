import type { TraceRecord } from './trace.js';

/** How a recorded run is changed before it is played again. All times are of the changed run. */
export interface Mutation {
  /** Gaps between records become this many times as long. Default 1. */
  readonly stretch?: number;
  /** Blocks, lines or samples that are left out. */
  readonly drop?: readonly Droppable[];
  /** ffmpeg falls silent at that time. */
  readonly stall?: { readonly atMs: number /** For ever, when absent. */; readonly forMs?: number };
  /** ffmpeg ends there with this exit code, as it does when its input ends early: with 0. */
  readonly cut?: { readonly atMs: number; readonly code: number };
}

export const DROPPABLE = ['blocks', 'lines', 'samples'] as const;
export type Droppable = (typeof DROPPABLE)[number];

const DROPPED_KINDS: Readonly<Record<Droppable, TraceRecord['kind']>> = {
  blocks: 'block',
  lines: 'line',
  samples: 'sample',
};

/** Changes a run: first stretch, then drop, then stall, then cut. A run that stalls for ever has no exit. */
export function mutate(records: readonly TraceRecord[], mutation: Mutation): TraceRecord[] {
  const { stretch = 1, drop = [], stall, cut } = mutation;
  const dropped = new Set(drop.map((what) => DROPPED_KINDS[what]));
  let changed = records
    .filter(({ kind }) => !dropped.has(kind))
    .map((record) => ({ ...record, atMs: record.atMs * stretch }));
  if (stall !== undefined) changed = stalled(changed, stall.atMs, stall.forMs);
  if (cut !== undefined && changed.some(({ atMs }) => atMs > cut.atMs)) {
    const before = changed.filter(({ atMs }) => atMs <= cut.atMs);
    changed = [...before, { kind: 'exit', atMs: cut.atMs, exit: { code: cut.code } }];
  }
  return changed;
}

function stalled(records: readonly TraceRecord[], atMs: number, forMs: number | undefined): TraceRecord[] {
  const before = records.filter((record) => record.atMs <= atMs);
  if (forMs === undefined) return before;
  const after = records.filter((record) => record.atMs > atMs);
  return [...before, ...after.map((record) => ({ ...record, atMs: record.atMs + forMs }))];
}
