import { escapeControl } from '../base/escape.js';
import type { Change, Comparison } from './verdict-baseline.js';

/** The comparison in words, worst first; empty when nothing differs. */
export function comparisonLines(comparison: Comparison): string[] {
  const { newlyViolated, knownViolated, newlyHeld, added, vanished } = comparison;
  return [
    ...newlyViolated.map((change) => `✗ newly violated: ${say(change)}`),
    ...added.filter(isViolated).map((change) => `✗ new, and violated: ${say(change)}`),
    ...newAndHeld(added.filter((change) => !isViolated(change))),
    ...knownViolated.map((change) => `· known to be violated: ${say(change)}`),
    ...newlyHeld.map((change) => `✓ newly held: ${say(change)}; record it with --update`),
    ...vanished.map((change) => `- vanished from the catalogue: ${name(change)}`),
  ].map(escapeControl);
}

/** Somebody who records a whole catalogue does not want to read its list. */
const MOST_NAMED = 10;

function newAndHeld(changes: readonly Change[]): string[] {
  if (changes.length > MOST_NAMED) return [`+ ${changes.length} are new, and held`];
  return changes.map((change) => `+ new, and held: ${name(change)}`);
}

function isViolated({ oracles }: Change): boolean {
  return oracles.length > 0;
}

function say(change: Change): string {
  return `${name(change)} (${change.oracles.join(', ')})`;
}

function name({ subject, engine, scenario }: Omit<Change, 'oracles'>): string {
  return `${subject}: ${scenario} on ${engine}`;
}
