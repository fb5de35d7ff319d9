import { percent, type Share, shareOf } from '../share.js';
import type { Family } from './browser-family.js';
import type { ClientCount } from './read-logs.js';
import { type PlayableCodec, SUPPORT } from './support.js';

/** What is done with a codec, and on whose account. */
export interface CodecDecision {
  readonly name: string;
  readonly kind: 'video' | 'audio';
  readonly codec: string;
  readonly bitDepth?: number;
  readonly action: 'copy' | 'encode';
  /** Clients that play it as it is, of those whose browser is known. */
  readonly reach: Share;
  /** One sentence, with the gate and the number. */
  readonly reason: string;
}

/** A codec is left as it is when this share of the clients plays it. */
export const REACH_NEEDED = 0.95;

/** Families whose decoders are known. */
const KNOWN: readonly (keyof PlayableCodec['support'])[] = ['Chrome', 'Edge', 'Firefox', 'Safari', 'player'];

/**
 * Decides each codec by the share of clients that play it.
 * @param counted undefined where there are no logs: then every client is taken for Chrome, the most common one
 */
export function decideCodecs(counted: ClientCount | undefined): CodecDecision[] {
  return SUPPORT.map((codec) => {
    const reach = reachOf(codec, counted?.clients);
    const plays = reach.total > 0 && reach.count / reach.total >= REACH_NEEDED;
    // Sound is always made AAC: one encoder for all, and a copy would keep what each broadcast does differently.
    const action = codec.kind === 'video' && plays ? 'copy' : 'encode';
    const { name, kind, bitDepth } = codec;
    return {
      ...{ name, kind, codec: codec.codec },
      ...(bitDepth !== undefined && { bitDepth }),
      ...{ action, reach, reason: reasonOf(codec, reach, counted) },
    };
  });
}

function reachOf({ support }: PlayableCodec, clients: ClientCount['clients'] | undefined): Share {
  if (clients === undefined) return shareOf(support.Chrome === 'yes' ? 1 : 0, 1);
  const sum = (families: readonly Family[]): number =>
    families.reduce((total, family) => total + clients[family], 0);
  return shareOf(sum(KNOWN.filter((family) => support[family] === 'yes')), sum(KNOWN));
}

function reasonOf(
  { support }: PlayableCodec,
  { count, total }: Share,
  counted: ClientCount | undefined,
): string {
  if (counted === undefined) {
    const words = {
      yes: 'plays it',
      no: 'does not play it',
      some: 'plays it on some machines only',
    } as const;
    return `gate 4: no logs, so Chrome is assumed, which ${words[support.Chrome]}`;
  }
  if (total === 0) return 'gate 4: the logs name no browser that is known';
  return `gate 4: ${count} of ${total} clients play it (${percent(count / total)} %, needed ${percent(REACH_NEEDED)} %)`;
}
