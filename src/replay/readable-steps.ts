import { median } from 'simple-statistics';
import { serializeDuration } from '../base/duration.js';
import type { RecordedEntry } from '../script/recorded-run.js';
import { endSteps, type StepForm } from './exact-steps.js';
import type { RunPart } from './run-of-records.js';

type Block = Extract<RecordedEntry, { kind: 'block' }>;

/** A gap this long is a story of its own; shorter ones are the beat of a healthy run. */
const LONG_GAP_MS = 5000;

/** A pause shorter than this is nothing that a person would write down. */
const SHORTEST_WAIT_MS = 200;

/** Of many like lines a reader wants to see a few. */
const MOST_LINES = 20;

/** The same run in a few steps that a person reads and changes: stretches of progress, silences, messages, the end. */
export function readableSteps(parts: readonly RunPart[]): StepForm[] {
  const steps: StepForm[] = [];
  let lines = 0;
  for (const part of mergeEntries(parts)) {
    if (part.kind === 'entries') steps.push(...stretches(part.entries));
    else if (part.kind === 'end') steps.push(...endSteps(part.end));
    else if (lines++ < MOST_LINES) steps.push({ stderr: { text: part.text } });
  }
  return steps;
}

/** Messages beyond the first few are left out, and what they cut apart is whole again. */
function mergeEntries(parts: readonly RunPart[]): RunPart[] {
  const merged: RunPart[] = [];
  let lines = 0;
  for (const part of parts) {
    const last = merged.at(-1);
    if (part.kind === 'line' && ++lines > MOST_LINES) continue;
    if (part.kind === 'entries' && last?.kind === 'entries') {
      merged[merged.length - 1] = { kind: 'entries', entries: [...last.entries, ...part.entries] };
    } else merged.push(part);
  }
  return merged;
}

function stretches(entries: readonly RecordedEntry[]): StepForm[] {
  const steps: StepForm[] = [];
  let run: Block[] = [];
  let furthestUs = 0;
  let kind: 'advance' | 'still' | undefined;
  const flush = (): void => {
    if (run.length > 0) steps.push(kind === 'still' ? heartbeat(run) : progress(run, furthestUs));
    furthestUs = Math.max(furthestUs, ...run.map(({ outTimeUs }) => outTimeUs ?? 0));
    run = [];
  };
  for (const entry of entries) {
    if (entry.kind !== 'block') {
      flush();
      if (entry.kind !== 'wait' || entry.forMs >= SHORTEST_WAIT_MS) steps.push(silence(entry));
      continue;
    }
    const before = Math.max(furthestUs, ...run.slice(-1).map(({ outTimeUs }) => outTimeUs ?? 0));
    const next = (entry.outTimeUs ?? 0) > before || run.length === 0 ? 'advance' : 'still';
    if (entry.afterMs >= LONG_GAP_MS) {
      flush();
      steps.push({ wait: serializeDuration(Math.round(entry.afterMs)) });
    } else if (next !== kind) flush();
    kind = next;
    run.push(entry.afterMs >= LONG_GAP_MS ? { ...entry, afterMs: 0 } : entry);
  }
  flush();
  return steps;
}

/** Blocks that advance, at their usual distance and mean speed. */
function progress(run: readonly Block[], fromUs: number): StepForm {
  const { everyMs, totalMs } = beat(run);
  const movedMs = (Math.max(fromUs, ...run.map(({ outTimeUs }) => outTimeUs ?? 0)) - fromUs) / 1000;
  if (totalMs === 0 || movedMs <= 0) return heartbeat(run);
  return {
    progress: {
      blocks: run.length,
      every: serializeDuration(everyMs),
      speed: `${Math.max(0.01, Number((movedMs / totalMs).toPrecision(3)))}x`,
    },
  };
}

function heartbeat(run: readonly Block[]): StepForm {
  const { everyMs } = beat(run);
  return { heartbeat: { blocks: run.length, every: serializeDuration(everyMs) } };
}

function beat(run: readonly Block[]): { everyMs: number; totalMs: number } {
  const gaps = run.map(({ afterMs }) => afterMs);
  return {
    everyMs: Math.max(1, Math.round(median(gaps))),
    totalMs: gaps.reduce((sum, gapMs) => sum + gapMs, 0),
  };
}

function silence(entry: Exclude<RecordedEntry, Block>): StepForm {
  const duration = serializeDuration(Math.max(1, Math.round(entry.forMs)));
  switch (entry.kind) {
    case 'wait':
      return { wait: duration };
    case 'io':
      return { finalise: { for: duration, size: `${entry.bytes}B` } };
    case 'cpu':
      return { spin: duration };
  }
}
