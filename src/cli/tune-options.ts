import { InvalidArgumentError } from 'commander';
import { type Duration, positiveDuration } from './duration-option.js';

/** A number between 0 and 1, and how it was written. */
export interface ShareOption {
  readonly value: number;
  readonly text: string;
}

export interface DurationsOption {
  readonly ms: readonly number[];
}

/** What `tune` was asked for. */
export interface TuneCommandOptions {
  readonly budget: ShareOption;
  readonly confidence: ShareOption;
  readonly hangRate: ShareOption;
  readonly stalls: DurationsOption;
  readonly graces: DurationsOption;
  readonly finalises: DurationsOption;
  readonly workers: number;
  readonly html?: string;
  readonly json?: true;
  readonly all?: true;
  readonly make?: number;
  readonly length: Duration;
  readonly seed: number;
}

export const ONE_IN_A_THOUSAND: ShareOption = { value: 0.001, text: '1/1000' };

/** More candidates than this are a search, not a choice. */
const MOST_CANDIDATES = 30;

/** Below this no number of jobs would ever prove anything. */
const LEAST_PROBABILITY = 1e-6;

/** Reads a probability that is neither 0 nor 1, such as `1/1000`, `0.1%` or `0.001`. */
export function readProbability(text: string): ShareOption {
  const value = shareOf(text);
  if (value !== undefined && value >= LEAST_PROBABILITY && value < 1) return { value, text };
  throw new InvalidArgumentError('Write a probability from 1/1000000 on and below 1: 1/1000, 0.1% or 0.001.');
}

/** Reads a probability that may be 0. */
export function readRate(text: string): ShareOption {
  const value = shareOf(text);
  if (value !== undefined && value <= 1) return { value, text };
  throw new InvalidArgumentError('Write a share from 0 to 1: 1/100, 1% or 0.01.');
}

/** Reads a confidence from 50 % on. */
export function readConfidence(text: string): ShareOption {
  const value = shareOf(text);
  if (value !== undefined && value >= 0.5 && value <= 0.9999) return { value, text };
  throw new InvalidArgumentError('Write a share from 50% to 99.99%.');
}

function shareOf(text: string): number | undefined {
  const [, above, below, percent] = /^\s*(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?)|\s*(%))?\s*$/.exec(text) ?? [];
  if (above === undefined) return undefined;
  const value = Number(above) / (below === undefined ? 1 : Number(below)) / (percent === undefined ? 1 : 100);
  return Number.isFinite(value) ? value : undefined;
}

/** Reads durations with commas between them. */
export function durationList(readOne: (text: string) => Duration): (text: string) => DurationsOption {
  return (text) => {
    const ms = text.split(',').map((part) => readOne(part).ms);
    if (ms.length > MOST_CANDIDATES)
      throw new InvalidArgumentError(`At most ${MOST_CANDIDATES} can be tried.`);
    return { ms };
  };
}

const SECOND_MS = 1000;

/** The same for whole seconds from 2 on: what is shorter is within what ffmpeg's own blocks vary by. */
export function secondsList(text: string): DurationsOption {
  const { ms } = durationList(positiveDuration)(text);
  if (ms.every((each) => each % SECOND_MS === 0 && each >= 2 * SECOND_MS)) return { ms };
  throw new InvalidArgumentError('Write whole seconds from 2s on, such as 20s,45s,90s.');
}
