import type { Evidence } from '../evidence.js';
import type { Invocation } from './invocations.js';
import { pausesOf } from './moments.js';
import { stopOf } from './stops.js';

/** Nothing that whoever keeps it would have to escape. */
const PLAIN = /^[\x20-\x7e]+$/;

/**
 * The last line that a failed attempt printed on stderr, where every supervisor must have read it as it was printed;
 * undefined where it may not have.
 */
export function lastWordsOf(evidence: Evidence, process: Invocation): string | undefined {
  const stop = stopOf(evidence, process);
  const failed =
    stop.kind === 'own-will' ? stop.code !== 0 : stop.kind === 'stopped' && stop.why === 'judgement';
  // What the kernel holds is given up before it has closed its pipes; whoever sleeps may read too late.
  if (!failed || process.doomedAtMs !== process.goneAtMs || pausesOf(evidence).length > 0) return undefined;
  const said = process.events.flatMap((event) =>
    event.kind === 'wrote' && event.stream === 'stderr' ? [event] : [],
  );
  // Of two processes that speak at once, one may be heard within the line of the other.
  if (said.some(({ pid }) => pid !== process.pid)) return undefined;
  const words = said.at(-1)?.lastLine;
  return words !== undefined && PLAIN.test(words) ? words : undefined;
}
