import type { Lane, Timeline } from '../../../../src/harness/timeline/timeline.js';

/** An ffmpeg that went silent after three seconds of 94, and was ended at its deadline. */
export const STALLED: Lane = {
  kind: 'ffmpeg',
  name: 'ffmpeg (default)',
  job: 'job',
  spans: [
    { kind: 'alive', fromMs: 1_000, toMs: 94_000 },
    { kind: 'grace', fromMs: 1_000, toMs: 31_000 },
    { kind: 'silent', fromMs: 4_000, toMs: 94_000 },
  ],
  marks: [
    { kind: 'heartbeat', atMs: 20_000, text: 'a block without advance' },
    { kind: 'heartbeat', atMs: 30_000, text: 'a block without advance' },
    { kind: 'kill', atMs: 94_000, text: 'killed: taken for stalled' },
    { kind: 'deadline', atMs: 94_000, text: 'deadline' },
  ],
  progress: [2_000, 1_000, 3_000, 2_000, 4_000, 3_000],
};

export const LOCK: Lane = {
  kind: 'lock',
  name: 'lock',
  job: 'job',
  spans: [{ kind: 'held', fromMs: 0, toMs: 94_100 }],
  marks: [{ kind: 'released', atMs: 94_100, text: 'lock released' }],
};

export function timelineWith(lanes: readonly Lane[], changes: Partial<Timeline> = {}): Timeline {
  return { v: 1, spanMs: 94_500, lanes, said: [], omitted: 0, ...changes };
}
