import { InvalidArgumentError } from 'commander';
import { anyDuration, positiveDuration } from './duration-option.js';

export interface Stall {
  readonly atMs: number;
  readonly forMs?: number;
}

export interface Cut {
  readonly atMs: number;
  readonly code: number;
}

const MAX_FACTOR = 1000;

/** Reads TIME or TIME:DURATION. */
export function readStall(text: string): Stall {
  const [at = '', duration] = text.split(':');
  return {
    atMs: anyDuration(at).ms,
    ...(duration !== undefined && { forMs: positiveDuration(duration).ms }),
  };
}

/** Reads TIME or TIME:EXIT-CODE. */
export function readCut(text: string): Cut {
  const [at = '', code = '0'] = text.split(':');
  if (!/^\d{1,3}$/.test(code) || Number(code) > 255) {
    throw new InvalidArgumentError('An exit code is a whole number from 0 to 255, such as 10m:1.');
  }
  return { atMs: anyDuration(at).ms, code: Number(code) };
}

/** Reads a factor that may slow down (below 1) or speed up. */
export function readFactor(text: string): number {
  const factor = Number(text.replace(/x$/, ''));
  if (factor > 0 && factor <= MAX_FACTOR) return factor;
  throw new InvalidArgumentError(`Write a number above 0, up to ${MAX_FACTOR}, such as 20.`);
}
