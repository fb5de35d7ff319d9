import { expect, it } from 'vitest';
import { whatHappened } from '../../../../src/report/html/page/what-happened.js';
import { LOCK, STALLED, timelineWith } from './timelines.js';

const seconds = (ms: number): string => `${ms / 1000} s`;

it('tells a run in order of time, a deadline before what comes of it, and counts what repeats itself', () => {
  const said = {
    atMs: 5_000,
    stream: 'stderr',
    by: 'ffmpeg (default)',
    job: 'job',
    text: 'oh',
    bytes: 3,
  } as const;
  const told = whatHappened(timelineWith([STALLED, LOCK], { said: [said] }), seconds);
  expect(told.map(({ atMs, lane, text }) => `${seconds(atMs)} ${lane}: ${text}`)).toEqual([
    '2 s ffmpeg (default): progress from here on, to 3 s of the film',
    '4 s ffmpeg (default): silent from here on, for 90 s',
    '5 s ffmpeg (default): oh',
    '20 s ffmpeg (default): a block without advance, 2 times or more from here on',
    '94 s ffmpeg (default): deadline',
    '94 s ffmpeg (default): killed: taken for stalled',
    '94.1 s lock: lock released',
  ]);
});

it('says whose it is where there are several jobs', () => {
  const other = { ...LOCK, job: 'b' };
  const supervisor = { kind: 'supervisor', name: 'supervisor', spans: [], marks: [] } as const;
  const told = whatHappened(timelineWith([supervisor, LOCK, other]), seconds);
  expect(told.map(({ lane }) => lane)).toEqual(['job: lock', 'b: lock']);
});
