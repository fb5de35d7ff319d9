import type { Maxima } from '../../watchdog/advance.js';

/** Work without advance that a sample saw: from the sample before it to the sample. */
export interface Work {
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: 'io' | 'cpu';
  readonly bytes: number;
}

/** A sign of progress, and what was seen at work in the silence before it. */
export interface Beat {
  readonly atMs: number;
  readonly maxima: Maxima;
  readonly end: boolean;
  readonly work: readonly Work[];
}

/** How a run was over. Times count from the spawn. */
export interface RunEnd {
  readonly atMs: number;
  readonly work: readonly Work[];
  /** `unknown`: whoever recorded or supervised it ended it, and how it would have gone on nobody knows. */
  readonly kind: 'exit' | 'unknown';
}

/** What of a run can change a verdict: its signs of progress, thinned out where they are dense. */
export interface Beats {
  readonly beats: readonly Beat[];
  readonly end: RunEnd;
  /** How long the recording is, as the supervisor's probe would say. */
  readonly expectedDurationMs: number;
}

/** A silence of a run. */
export interface Silence {
  readonly fromMs: number;
  readonly toMs: number;
  /** Whether its end was seen. */
  readonly ended: boolean;
  readonly maxima: Maxima;
  readonly work: readonly Work[];
}

/** The silences between the beats, and the last one. */
export function* silencesOf({ beats, end }: Beats, start: Maxima): Iterable<Silence> {
  let fromMs = 0;
  let maxima = start;
  for (const beat of beats) {
    yield { fromMs, toMs: beat.atMs, ended: true, maxima, work: beat.work };
    fromMs = beat.atMs;
    maxima = beat.maxima;
  }
  yield { fromMs, toMs: end.atMs, ended: end.kind === 'exit', maxima, work: end.work };
}
