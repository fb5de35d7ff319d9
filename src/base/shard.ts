import { createHash } from 'node:crypto';

/** One part of a run that is spread over machines. */
export interface Shard {
  /** From 1 to `of`. */
  readonly index: number;
  readonly of: number;
}

/** More parts than that are a slip of the keyboard. */
export const MOST_SHARDS = 10_000;

/** Reads `2/3`. Undefined when it is none. */
export function parseShard(text: string): Shard | undefined {
  const [, index, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (index === undefined || of === undefined) return undefined;
  return index >= 1 && index <= of && of <= MOST_SHARDS ? { index, of } : undefined;
}

/** `2/3`. */
export function formatShard({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/**
 * The part that a name belongs to, from 1 to `of`. It follows from the name alone: another name that comes or goes
 * moves none of the others, and every machine says the same.
 */
export function shardOf(name: string, of: number): number {
  return (createHash('sha256').update(name).digest().readUInt32BE(0) % of) + 1;
}
