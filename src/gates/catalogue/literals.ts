/**
 * What a regular expression must find in so many words: for each of its alternatives, the pieces of literal text in
 * order. `a(?:b|c)\d+d` comes to `[['ab', 'd'], ['ac', 'd']]`. Good for the plain patterns of the catalogue; what is
 * optional or a choice of characters ends a piece.
 */
export function literalsOf(pattern: string): string[][] {
  const { alternatives, next } = readAlternatives([...pattern], 0);
  if (next !== pattern.length) throw new Error(`cannot read the pattern ${pattern}`);
  return alternatives.map((pieces) => pieces.filter((piece) => piece !== ''));
}

/** More alternatives than this are not told apart: nobody reads such a pattern. */
const MOST_ALTERNATIVES = 200;

interface Reading {
  readonly alternatives: string[][];
  readonly next: number;
}

/** Reads up to a closing parenthesis or the end. The last piece of each alternative is still open. */
function readAlternatives(pattern: readonly string[], from: number): Reading {
  const done: string[][] = [];
  let open: string[][] = [['']];
  let at = from;
  while (at < pattern.length && pattern[at] !== ')') {
    if (pattern[at] === '|') {
      done.push(...open);
      open = [['']];
      at += 1;
      continue;
    }
    const atom = readAtom(pattern, at);
    const { optional, repeated, length } = readQuantifier(pattern, atom.next);
    at = atom.next + length;
    if (optional) open = open.map((pieces) => [...pieces, '']);
    else open = open.flatMap((pieces) => atom.alternatives.map((added) => joined(pieces, added)));
    if (repeated && !optional) open = open.map((pieces) => [...pieces, '']);
    if (open.length + done.length > MOST_ALTERNATIVES) throw new Error('too many alternatives in a pattern');
  }
  return { alternatives: [...done, ...open], next: at };
}

/** One character, class, escape or group. What is no literal text closes the piece before it. */
function readAtom(pattern: readonly string[], at: number): Reading {
  const character = pattern[at] ?? '';
  if (character === '(') {
    const start = pattern[at + 1] === '?' ? at + 3 : at + 1;
    const inner = readAlternatives(pattern, start);
    return { alternatives: inner.alternatives, next: inner.next + 1 };
  }
  if (character === '[') {
    const escaped = (index: number): boolean => pattern[index - 1] === '\\';
    let end = at + 1;
    while (end < pattern.length && (pattern[end] !== ']' || escaped(end))) end += 1;
    return { alternatives: [['', '']], next: end + 1 };
  }
  if (character === '\\') {
    const escaped = pattern[at + 1] ?? '';
    return { alternatives: /[a-z]/i.test(escaped) ? [['', '']] : [[escaped]], next: at + 2 };
  }
  if (character === '.') return { alternatives: [['', '']], next: at + 1 };
  if (character === '^' || character === '$') return { alternatives: [['']], next: at + 1 };
  return { alternatives: [[character]], next: at + 1 };
}

function readQuantifier(
  pattern: readonly string[],
  at: number,
): { readonly optional: boolean; readonly repeated: boolean; readonly length: number } {
  const text = pattern.slice(at, at + 12).join('');
  const match = /^(?:[?*+]|\{(\d+)(?:,\d*)?\})\??/.exec(text);
  if (match === null) return { optional: false, repeated: false, length: 0 };
  const optional = text.startsWith('?') || text.startsWith('*') || match[1] === '0';
  return { optional, repeated: !text.startsWith('?'), length: match[0].length };
}

function joined(pieces: readonly string[], [first = '', ...rest]: readonly string[]): string[] {
  return [...pieces.slice(0, -1), (pieces.at(-1) ?? '') + first, ...rest];
}
