import { createHash } from 'node:crypto';
import type { RemuxPolicy } from '../../ffmpeg/policy.js';

/** One name for what a policy decides. Its words about why and where from do not count. */
export function policyDigest({ logLevel, strategies, outputCheck, codecs, stderr }: RemuxPolicy): string {
  const { default: first, fallback, transcode } = strategies;
  return digestOf([
    [logLevel, outputCheck.packets, outputCheck.strict],
    [first, fallback, transcode].map(({ flags, versions = [] }) => [
      flags,
      versions.map(({ from, before, flags: changes }) => [from, before, changes]),
    ]),
    codecs.map(({ kind, codec, bitDepth, action, copyFlags }) => [kind, codec, bitDepth, action, copyFlags]),
    stderr.map(({ id, pattern, action }) => [id, pattern, action]),
  ]);
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
