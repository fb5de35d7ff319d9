import type { Evidence } from './evidence.js';

/**
 * Evidence as text, byte for byte the same for the same evidence: one JSON value a line, keys in alphabetical order. What
 * was seen comes first, then one line for each event.
 */
export function evidenceLog(evidence: Evidence): string {
  const { events, scenario, ...seen } = evidence;
  return [{ scenario: scenario.id, ...seen }, ...events].map(canonicalJson).join('\n').concat('\n');
}

/** The first line in which two logs differ; undefined when they are the same. */
export function firstDifference(one: string, other: string): LogDifference | undefined {
  if (one === other) return undefined;
  const [lines, others] = [one.split('\n'), other.split('\n')];
  const index = lines.findIndex((line, at) => line !== others[at]);
  const at = index === -1 ? lines.length : index;
  return { line: at + 1, one: lines[at] ?? '(ended)', other: others[at] ?? '(ended)' };
}

export interface LogDifference {
  /** Counted from 1. */
  readonly line: number;
  readonly one: string;
  readonly other: string;
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (part === null || typeof part !== 'object' || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
