import type { Mark, Timeline } from '../../../harness/timeline/timeline.js';

/** A line of the account of a run. */
export interface Happening {
  readonly atMs: number;
  readonly kind: Mark['kind'] | 'stdout' | 'stderr' | 'progress' | 'silent';
  readonly lane: string;
  readonly text: string;
}

/** All that a timeline holds, as an account in order of time; what repeats itself is counted, not repeated. */
export function whatHappened(timeline: Timeline, sayDuration: (ms: number) => string): Happening[] {
  const several = new Set(timeline.lanes.map(({ job }) => job)).size > 2;
  const named = (name: string, job: string | undefined): string =>
    several && job !== undefined ? `${job}: ${name}` : name;
  const happenings: Happening[] = [];
  for (const { name, job, marks, spans, progress = [] } of timeline.lanes) {
    const lane = named(name, job);
    for (const { kind, atMs, text } of marks.filter((mark) => mark.kind !== 'heartbeat')) {
      happenings.push({ kind, atMs, lane, text });
    }
    const beats = marks.filter(({ kind }) => kind === 'heartbeat');
    const [first] = beats;
    if (first !== undefined) {
      const text =
        beats.length === 1 ? first.text : `${first.text}, ${beats.length} times or more from here on`;
      happenings.push({ kind: 'heartbeat', atMs: first.atMs, lane, text });
    }
    for (const { kind, fromMs, toMs } of spans) {
      if (kind !== 'silent') continue;
      happenings.push({
        kind,
        atMs: fromMs,
        lane,
        text: `silent from here on, for ${sayDuration(toMs - fromMs)}`,
      });
    }
    const [startMs, startedAt] = progress;
    const lastOut = progress.at(-1);
    if (startMs !== undefined && startedAt !== undefined && lastOut !== undefined) {
      const text = `progress from here on, to ${sayDuration(lastOut)} of the film`;
      happenings.push({ kind: 'progress', atMs: startMs, lane, text });
    }
  }
  for (const { atMs, stream, by, job, text, bytes } of timeline.said) {
    happenings.push({ atMs, kind: stream, lane: named(by, job), text: text ?? `${bytes} bytes` });
  }
  return happenings.sort((a, b) => a.atMs - b.atMs || rank(a) - rank(b));
}

/** Of what falls together, a deadline explains the rest, and an answer comes of it. */
function rank({ kind }: Happening): number {
  if (kind === 'deadline') return 0;
  return kind === 'settled' ? 2 : 1;
}
