import type { RemuxPolicy } from '../../ffmpeg/policy.js';
import { catalogueOf, entryOf } from '../../ffmpeg/stderr-catalogue.js';
import type { MessageCount } from '../measure/stderr-tally.js';

/** Which entry of a policy's catalogue a counted message belongs to; undefined for what it does not know. */
export function messageId(
  { template, sample = template }: MessageCount,
  policy: RemuxPolicy,
): string | undefined {
  return entryOf(catalogueOf(policy), sample)?.id;
}

/** Picks the lines at info and verbose that the catalogue has an entry for. */
export function talkOf(policy: RemuxPolicy): (line: string) => boolean {
  const patterns = talkPatterns(policy).map((pattern) => new RegExp(pattern));
  return (line) => patterns.some((pattern) => pattern.test(line));
}

/** Changes what is counted, and so is part of the name of a measurement. */
export function talkPatterns({ stderr }: RemuxPolicy): string[] {
  return stderr.filter(({ level }) => level === 'info' || level === 'verbose').map(({ pattern }) => pattern);
}
