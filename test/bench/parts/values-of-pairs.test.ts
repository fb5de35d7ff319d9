import { expect, it } from 'vitest';
import { costBy, valuesOfPairs } from '../../../src/bench/parts/values-of-pairs.js';

const task = (subject: string, amount: number, bytes?: number) => ({
  scene: 'read',
  subject,
  amount,
  ...(bytes !== undefined && { bytes }),
  run: () => {},
});

it('compares what was measured in the same round, for as much work', () => {
  const ours = task('ours', 2);
  const half = task('half the work', 1, 6_000);
  const other = task('other', 2);
  const results = valuesOfPairs([
    // The machine was ten times as slow in the second round.
    {
      pair: { ours, theirs: half },
      rounds: [
        { oursMs: 1, theirsMs: 2 },
        { oursMs: 10, theirsMs: 20 },
        { oursMs: 3, theirsMs: 3 },
      ],
    },
    { pair: { ours, theirs: other }, rounds: [{ oursMs: 4, theirsMs: 2 }] },
  ]);
  expect(results).toEqual([
    {
      scene: 'read',
      subject: 'ours',
      values: { usEach: 1750, [costBy('half the work')]: 0.25, [costBy('other')]: 2 },
    },
    { scene: 'read', subject: 'half the work', values: { usEach: 3000, mbPerS: 2 } },
    { scene: 'read', subject: 'other', values: { usEach: 1000 } },
  ]);
});
