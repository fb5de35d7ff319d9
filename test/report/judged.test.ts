import { describe, expect, it } from 'vitest';
import { complaints, heldOf, judged, subjectsOf, tally } from '../../src/report/judged.js';
import { held, late, mixed, resultOf, runReport, unobservable } from './reports.js';

describe('the verdicts of a scenario', () => {
  it('are listed in the order of the oracles, without those that had nothing to judge', () => {
    expect(judged(late)).toEqual([
      { oracle: 'settles', status: 'held', sentence: '' },
      { oracle: 'detects-stall', status: 'violated', sentence: 'killed 3 s late' },
      { oracle: 'slot-released', status: 'inconclusive', sentence: 'too noisy' },
    ]);
    expect(complaints(late).map(({ oracle }) => oracle)).toEqual(['detects-stall', 'slot-released']);
    expect(heldOf(late)).toBe('1/3');
  });

  it('do not count what could not be seen, neither way', () => {
    expect(heldOf(resultOf('a', { ...held, ...unobservable }))).toBe('1/1');
  });

  it('are counted', () => {
    expect(tally(mixed.results.flatMap((result) => judged(result).map(({ status }) => status)))).toEqual({
      held: 3,
      violated: 1,
      inconclusive: 2,
      unobservable: 2,
    });
  });
});

it('names each subject of a run once', () => {
  const other = resultOf('a', held, { subject: 'naive' });
  expect(subjectsOf(runReport([...mixed.results, other, other]))).toEqual(['production', 'naive']);
});
