import type { TunedJob } from '../../../src/tuner/judging/job.js';

/** A job of an hour that nothing would have killed, but for what is said. */
export function madeJob(said: Partial<TunedJob> & { readonly name: string }): TunedJob {
  return {
    file: 'a.trace',
    source: 'a.trace',
    factors: {},
    durationMs: 3_600_000,
    whole: true,
    answers: '...',
    formula: '...',
    lost: [],
    largest: { steady: { gapMs: 700, ended: true } },
    hang: { onsetMs: 1_000_250, advancedAtMs: 1_000_000 },
    latestMs: 100,
    mostDeviations: 2,
    ...said,
  };
}

export function madeJobs(count: number, said: (index: number) => Partial<TunedJob> = () => ({})): TunedJob[] {
  return Array.from({ length: count }, (_, index) => madeJob({ name: `job-${index}`, ...said(index) }));
}
