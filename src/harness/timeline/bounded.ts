import type { Lane, Said, Timeline } from './timeline.js';

const MOST_LANES = 32;
const MOST_SPANS = 24;
const MOST_MARKS = 40;
const MOST_POINTS = 100;
const MOST_LINES = 40;
const LONGEST_TEXT = 200;

/** What is left when each kind has had its room; `omitted` counts the rest. */
export function bounded({ spanMs, lanes, said }: Pick<Timeline, 'spanMs' | 'lanes' | 'said'>) {
  let omitted = Math.max(0, lanes.length - MOST_LANES);
  const keep = <T>(items: readonly T[], most: number): T[] => {
    const kept = endsOf(items, most);
    omitted += items.length - kept.length;
    return kept;
  };
  const narrow = (lane: Lane): Lane => {
    const { progress } = lane;
    return {
      ...lane,
      spans: keep(lane.spans, MOST_SPANS),
      marks: keep(lane.marks, MOST_MARKS).map((mark) => ({ ...mark, text: shortened(mark.text) })),
      ...(progress !== undefined && { progress: thinned(progress) }),
    };
  };
  const kept = lanes.slice(0, MOST_LANES).map(narrow);
  const lines = keep(said, MOST_LINES).map(
    (line): Said => (line.text === undefined ? line : { ...line, text: shortened(line.text) }),
  );
  return { spanMs, lanes: kept, said: lines, omitted };
}

/** The first and the last: how a thing began and how it ended is what explains it. */
function endsOf<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  const first = Math.ceil(most / 2);
  return [...items.slice(0, first), ...items.slice(items.length - (most - first))];
}

/** Every so many pairs, and always the last one: where a curve goes flat must not move. */
function thinned(pairs: readonly number[]): number[] {
  const points = pairs.length / 2;
  if (points <= MOST_POINTS) return [...pairs];
  const kept = Array.from({ length: MOST_POINTS }, (_, index) =>
    Math.round((index * (points - 1)) / (MOST_POINTS - 1)),
  );
  return kept.flatMap((point) => pairs.slice(2 * point, 2 * point + 2));
}

function shortened(text: string): string {
  return text.length <= LONGEST_TEXT ? text : `${text.slice(0, LONGEST_TEXT - 1)}…`;
}
