import type { Evidence } from './evidence.js';
import { evidenceLog, firstDifference } from './evidence-log.js';

/** As much of a line as a person reads. */
const MOST_CHARACTERS = 300;

/** The same scenario, seed and version went two ways: nothing that virtual time shows can be trusted or replayed. */
export class NotDeterministicError extends Error {
  constructor(what: string, line: number, one: string, other: string) {
    super(
      `not deterministic: two runs of ${what} differ first in line ${line} of their evidence\n` +
        `  one:   ${one.slice(0, MOST_CHARACTERS)}\n  other: ${other.slice(0, MOST_CHARACTERS)}`,
    );
    this.name = 'NotDeterministicError';
  }
}

/**
 * Plays twice and compares what was seen, byte for byte.
 * @returns the evidence of the first time
 * @throws NotDeterministicError
 */
export async function playedTwice(what: string, play: () => Promise<Evidence>): Promise<Evidence> {
  const evidence = await play();
  const difference = firstDifference(evidenceLog(evidence), evidenceLog(await play()));
  if (difference === undefined) return evidence;
  throw new NotDeterministicError(what, difference.line, difference.one, difference.other);
}
