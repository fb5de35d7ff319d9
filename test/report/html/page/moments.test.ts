import { expect, it } from 'vitest';
import { momentsOf } from '../../../../src/report/html/page/moments.js';
import { LOCK, STALLED, timelineWith } from './timelines.js';

const seconds = (ms: number): string => `${ms / 1000} s`;

it('has one line for a kill at its deadline', () => {
  const moments = momentsOf(timelineWith([STALLED, LOCK]), 95_000, seconds);
  expect(moments).toEqual([{ atMs: 94_000, kind: 'kill', label: 'deadline and kill, 94 s' }]);
});

it('has two where the kill came elsewhere', () => {
  const early = STALLED.marks.map((mark) => (mark.kind === 'kill' ? { ...mark, atMs: 60_000 } : mark));
  const moments = momentsOf(timelineWith([{ ...STALLED, marks: early }]), 95_000, seconds);
  expect(moments.map(({ label }) => label)).toEqual(['killed, 60 s', 'deadline, 94 s']);
});
