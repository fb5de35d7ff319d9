import { InvalidArgumentError } from 'commander';
import { parseDuration } from '../base/duration.js';

/** A length of time from the command line, where flags carry no unit in their name. */
export interface Duration {
  readonly ms: number;
}

const HOW = 'Write a number with its unit (us, ms, s, m, h), such as 300ms, 90s, 20m or 1h30m.';

/** Reads a duration that must pass, such as a timeout: `0s` would end everything at once. */
export function positiveDuration(text: string): Duration {
  const duration = anyDuration(text);
  if (duration.ms === 0) throw new InvalidArgumentError(`It must be longer than nothing. ${HOW}`);
  return duration;
}

/** Reads a duration that may be zero, such as a grace. */
export function anyDuration(text: string): Duration {
  const ms = parseDuration(text);
  if (ms !== undefined) return { ms };
  if (text.trim().startsWith('-')) throw new InvalidArgumentError(`It cannot be negative. ${HOW}`);
  if (/^\s*\d+(\.\d+)?\s*$/.test(text)) throw new InvalidArgumentError(`The unit is missing. ${HOW}`);
  throw new InvalidArgumentError(HOW);
}
