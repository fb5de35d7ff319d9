import { escapeControl } from '../base/escape.js';
import type { Change, Comparison } from './verdict-baseline.js';

/** The comparison in words, worst first; empty when nothing differs. */
export function comparisonLines(comparison: Comparison): string[] {
  const { newlyViolated, knownViolated, newlyHeld, added, vanished } = comparison;
  return [
    ...newlyViolated.map((change) => `✗ newly violated: ${say(change)}`),
    ...added.map((change) =>
      change.oracles.length > 0 ? `✗ new, and violated: ${say(change)}` : `+ new, and held: ${name(change)}`,
    ),
    ...knownViolated.map((change) => `· known to be violated: ${say(change)}`),
    ...newlyHeld.map((change) => `✓ newly held: ${say(change)}; record it with --update`),
    ...vanished.map((change) => `- vanished from the catalogue: ${name(change)}`),
  ].map(escapeControl);
}

function say(change: Change): string {
  return `${name(change)} (${change.oracles.join(', ')})`;
}

function name({ subject, engine, scenario }: Omit<Change, 'oracles'>): string {
  return `${subject}: ${scenario} on ${engine}`;
}
