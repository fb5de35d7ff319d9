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
  const whole = Number(text);
  if (Number.isSafeInteger(whole) && whole >= least) return whole;
  throw new InvalidArgumentError(`Write a whole number from ${least} on.`);
}
