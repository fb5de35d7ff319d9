import type { RemuxPolicy } from '../../ffmpeg/policy.js';
import type { StderrRule } from '../../ffmpeg/stderr-rule.js';
import { STDERR_LEVELS } from '../../ffmpeg/stderr-rule.js';
import type { BinaryTexts } from './binaries.js';
import { literalsOf } from './literals.js';

/** Whether one build of ffmpeg can print what a rule looks for. */
export interface Presence {
  readonly id: string;
  readonly tools: string;
  /** Alternatives of the pattern whose words the binaries have, out of all that have words. */
  readonly found: number;
  readonly alternatives: number;
  /** The first alternative that was not found, in its own words. */
  readonly missing?: string;
}

/** Shorter pieces stand in every binary by chance. */
const LEAST_PIECE_CHARS = 4;
/** What stands before and after a name that is put in: `%s: No such file or directory`. */
const EDGES = /^[:\s'"]+|[:\s'"]+$/g;

/** Looks for the words of one rule in one build. */
export function presenceOf(
  { id, pattern }: Pick<StderrRule, 'id' | 'pattern'>,
  texts: BinaryTexts,
): Presence {
  const alternatives = literalsOf(pattern)
    .map((pieces) =>
      pieces.map((piece) => piece.replace(EDGES, '')).filter((piece) => piece.length >= LEAST_PIECE_CHARS),
    )
    .filter((pieces) => pieces.length > 0);
  const missing = alternatives.filter((pieces) => !findable(pieces, texts));
  const [first] = missing;
  return {
    ...{ id, tools: texts.tools },
    found: alternatives.length - missing.length,
    alternatives: alternatives.length,
    ...(first && { missing: first.join(' … ') }),
  };
}

/** One string with all pieces; or every piece somewhere, where a message is put together from two. */
function findable(pieces: readonly string[], texts: BinaryTexts): boolean {
  return texts.has(pieces) || (pieces.length > 1 && pieces.every((piece) => texts.has([piece])));
}

/** Whether the supervisor ever sees a message of that level. */
export function visibleAt({ logLevel }: RemuxPolicy, { level }: Pick<StderrRule, 'level'>): boolean {
  return STDERR_LEVELS.indexOf(level) <= STDERR_LEVELS.indexOf(logLevel);
}
