import { InvalidArgumentError } from 'commander';

/** Reads a whole number from 0 on, such as a seed. */
export function readSeed(text: string): number {
  return readWhole(text, 0);
}

/** Reads a whole number from 1 on. */
export function readCount(text: string): number {
  return readWhole(text, 1);
}

function readWhole(text: string, least: number): number {
  // Number reads an empty text, as of a variable that is not set, as 0.
  const whole = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isSafeInteger(whole) && whole >= least) return whole;
  throw new InvalidArgumentError(`Write a whole number from ${least} on.`);
}
