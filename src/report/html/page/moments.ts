import type { Mark, Timeline } from '../../../harness/timeline/timeline.js';

/** An instant that concerns everything: a line through the whole picture, with its name above. */
export interface Moment {
  readonly atMs: number;
  readonly kind: 'deadline' | 'kill' | 'deed' | 'published';
  readonly label: string;
}

const NAMES: Readonly<Partial<Record<Mark['kind'], string>>> = {
  deadline: 'deadline',
  kill: 'killed',
  published: 'published',
};

/** What is nearer together than this part of the picture is one moment. */
const TOGETHER_SHARE = 0.012;
const MOST_MOMENTS = 9;

/** In order of time; what falls together shares a line: a kill at its deadline is right, one elsewhere is seen at once. */
export function momentsOf(timeline: Timeline, endMs: number, say: (ms: number) => string): Moment[] {
  const marks = timeline.lanes
    .flatMap((lane) => lane.marks)
    .filter((mark): mark is Mark & { kind: Moment['kind'] } => isMoment(mark))
    .sort((a, b) => a.atMs - b.atMs);
  const groups: (Mark & { kind: Moment['kind'] })[][] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    const isNear = group?.[0] !== undefined && mark.atMs - group[0].atMs <= TOGETHER_SHARE * endMs;
    if (isNear) group?.push(mark);
    else groups.push([mark]);
  }
  return groups.slice(0, MOST_MOMENTS).flatMap((group): Moment[] => {
    const [first] = group;
    if (first === undefined) return [];
    const strongest = group.find(({ kind }) => kind === 'kill') ?? first;
    return [{ atMs: first.atMs, kind: strongest.kind, label: `${nameOf(group)}, ${say(first.atMs)}` }];
  });
}

function nameOf(group: readonly Mark[]): string {
  const kinds = new Set(group.map(({ kind }) => kind));
  if (kinds.has('kill') && kinds.has('deadline')) return 'deadline and kill';
  return [...new Set(group.map(({ kind, text }) => NAMES[kind] ?? text))].join(', ');
}

function isMoment({ kind }: Mark): boolean {
  return kind === 'deadline' || kind === 'kill' || kind === 'deed' || kind === 'published';
}
