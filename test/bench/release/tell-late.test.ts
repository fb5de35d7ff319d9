import { expect, it } from 'vitest';
import type { JobEvent, Tell } from '../../../src/bench/release/job.js';
import { tellLate } from '../../../src/bench/release/tell-late.js';

const event = (kind: 'advanced' | 'killing' | 'slot-free', atMs: number): JobEvent => ({
  kind,
  job: 'a',
  atMs,
});

function runTo(end: () => Promise<void>, told: string[]) {
  const tell: Tell = ({ kind, atMs }) => void told.push(`${kind} ${atMs}`);
  return tellLate(tell, async (late) => {
    late(event('killing', 1));
    late(event('advanced', 2));
    late(event('slot-free', 3));
    told.push('over');
    await end();
  });
}

it('tells at once what somebody acts on, and the rest in order when the job is over', async () => {
  const told: string[] = [];
  await runTo(() => Promise.resolve(), told);
  expect(told).toEqual(['advanced 2', 'over', 'killing 1', 'slot-free 3']);
});

it('tells the rest of a job that failed too', async () => {
  const told: string[] = [];
  await expect(runTo(() => Promise.reject(new Error('no stall')), told)).rejects.toThrow('no stall');
  expect(told.slice(-2)).toEqual(['killing 1', 'slot-free 3']);
});
