import type { TraceHeader } from '../../trace/trace.js';

/** What is not known of a run. */
export const UNKNOWN = 'unknown';

/** The label that names where a run comes from, where the user gives one; otherwise its file is its source. */
export const SOURCE_LABEL = 'source';

/** What runs may differ in, by name: those that differ here are pooled only when the data sees no difference. */
export function factorsOf({ strategy, recording, labels = {} }: TraceHeader): Record<string, string> {
  const codec =
    recording === undefined ? UNKNOWN : `${recording.video ?? 'none'}+${recording.audio ?? 'none'}`;
  const { [SOURCE_LABEL]: _, ...told } = labels;
  return { strategy: strategy ?? UNKNOWN, codec, ...told };
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A number that follows from a text alone (FNV-1a, 32 bits): the same wherever and in whatever order it is read. */
export function hashOf(text: string): number {
  let hash = FNV_OFFSET;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/** The seed of all that is drawn for one run. */
export function seedOf({ job, startedAt }: Pick<TraceHeader, 'job' | 'startedAt'>): number {
  return hashOf(`${job}\n${startedAt}`);
}
