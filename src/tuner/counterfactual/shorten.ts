import type { Beat, Beats, Work } from './beats.js';

/** A run without the time in which nothing can happen, and how much was taken out before each beat. */
export interface ShortRun extends Beats {
  /** For each beat, and the end: what to add to its time to have the recorded one. */
  readonly cutMs: readonly number[];
}

export interface CutRules {
  /** Beats no further apart than this cannot stall. */
  readonly thresholdMs: number;
  /** Until then the grace counts, and no time is taken out. */
  readonly graceMostMs: number;
  /** Only multiples of this are taken out: a multiple of every candidate's tick, so that each still looks at the same moments. */
  readonly unitMs: number;
}

/**
 * Takes time out of dense stretches. A watchdog keeps nothing of them but the last advance, so that what follows is
 * judged as before; how it looks at the silence that follows depends on the phase of its tick, which stays.
 */
export function shorten(run: Beats, rules: CutRules): ShortRun {
  const beats: Beat[] = [];
  const cuts: number[] = [];
  let cutMs = 0;
  for (let first = 0; first < run.beats.length; ) {
    const last = denseUntil(run.beats, first, rules.thresholdMs);
    const stretch = run.beats.slice(first, last + 1);
    const fromMs = Math.max(stretch[0]?.atMs ?? 0, rules.graceMostMs);
    const lengthMs = (stretch.at(-1)?.atMs ?? 0) - fromMs;
    const removedMs = Math.max(0, Math.floor(lengthMs / rules.unitMs)) * rules.unitMs;
    for (const [index, beat] of stretch.entries()) {
      const isRemoved = removedMs > 0 && beat.atMs > fromMs && beat.atMs <= fromMs + removedMs;
      // The stretch's own end stands at the silence that follows, and stays wherever it is.
      if (isRemoved && index < stretch.length - 1) continue;
      const beatCutMs = cutMs + (beat.atMs > fromMs ? removedMs : 0);
      beats.push(moved(beat, beatCutMs));
      cuts.push(beatCutMs);
    }
    cutMs += removedMs;
    first = last + 1;
  }
  const { end } = run;
  const work = end.work.map((each) => earlier(each, cutMs));
  return { ...run, beats, end: { ...end, atMs: end.atMs - cutMs, work }, cutMs: [...cuts, cutMs] };
}

/** The last beat of the dense stretch that begins there. */
function denseUntil(beats: readonly Beat[], first: number, thresholdMs: number): number {
  let last = first;
  for (let next = beats[last + 1]; next !== undefined; next = beats[last + 1]) {
    const gapMs = next.atMs - (beats[last]?.atMs ?? 0);
    if (gapMs > thresholdMs || next.work.length > 0 || next.end) break;
    last++;
  }
  return last;
}

function moved(beat: Beat, byMs: number): Beat {
  if (byMs === 0) return beat;
  return { ...beat, atMs: beat.atMs - byMs, work: beat.work.map((each) => earlier(each, byMs)) };
}

function earlier(work: Work, byMs: number): Work {
  return { ...work, fromMs: work.fromMs - byMs, toMs: work.toMs - byMs };
}
