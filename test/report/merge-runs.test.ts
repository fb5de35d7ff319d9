import { describe, expect, it } from 'vitest';
import { shardOf } from '../../src/base/shard.js';
import { conclude, type RunReport } from '../../src/harness/result.js';
import { mergeRuns } from '../../src/report/merge-runs.js';
import { held, resultOf, runReport, violated } from './reports.js';

const IDS = Array.from({ length: 12 }, (_, index) => `some/scenario-${String(index).padStart(2, '0')}`);
const SUBJECTS = ['production', 'mine'];
const OF = 3;

/** Two subjects, one of which fails once. */
const whole = runReport(
  SUBJECTS.flatMap((subject) =>
    IDS.map((id) => resultOf(id, subject === 'mine' && id === IDS[5] ? violated : held, { subject })),
  ),
  { skipped: IDS.slice(0, 4).map((scenario) => ({ scenario, engine: 'process', reason: 'why not' })) },
);

function shard(index: number, changes: Partial<RunReport> = {}): RunReport {
  const isMine = ({ scenario }: { scenario: string }) => shardOf(scenario, OF) === index;
  const results = whole.results.filter(isMine);
  return {
    ...whole,
    startedAt: `2026-01-01T00:00:0${index}.000Z`,
    elapsedMs: 1_000 * index,
    results,
    skipped: whole.skipped.filter(isMine),
    conclusion: conclude(results),
    part: { shards: [index], of: OF, subjects: SUBJECTS, plan: 'abc' },
    ...changes,
  };
}

const shards = [1, 2, 3].map((index) => shard(index));

describe('merging a run', () => {
  it('gives what one machine alone would have written', () => {
    const merged = mergeRuns([shard(3), shard(1), shard(2)]);
    expect(merged.results).toEqual(whole.results);
    expect(merged.skipped).toEqual(whole.skipped);
    expect(merged.conclusion).toBe('violated');
    expect(merged.startedAt).toBe('2026-01-01T00:00:01.000Z');
    expect(merged.elapsedMs).toBe(3_000);
    expect(merged.part?.shards).toEqual([1, 2, 3]);
  });

  it('takes a shard twice as once, and a whole as itself', () => {
    const once = mergeRuns(shards);
    expect(mergeRuns([...shards, shard(2)])).toEqual(once);
    expect(mergeRuns([once])).toEqual(once);
    expect(mergeRuns([once, shard(1), once])).toEqual(once);
    expect(mergeRuns([whole])).toEqual(whole);
  });

  it('goes on where some shards have nothing to play', () => {
    const one = runReport([resultOf('a', held)], {
      part: { shards: [shardOf('a', 2)], of: 2, subjects: SUBJECTS, plan: 'p' },
    });
    const none = runReport([], {
      part: { shards: [3 - shardOf('a', 2)], of: 2, subjects: SUBJECTS, plan: 'p' },
    });
    expect(mergeRuns([none, one])).toMatchObject({ results: one.results, conclusion: 'held' });
  });

  it('names each kind of machine once, and what the user named', () => {
    const merged = mergeRuns([
      shard(1, { node: 'v22.0.0', named: { scenarios: { a: './a.yaml' }, subjects: {} } }),
      shard(2, {
        node: 'v20.19.0',
        named: { scenarios: { b: './b.yaml' }, subjects: { mine: 'mine.yaml' } },
      }),
      shard(3),
    ]);
    expect(merged.node).toBe('v20.19.0 and v22.0.0');
    expect(merged.named).toEqual({
      scenarios: { a: './a.yaml', b: './b.yaml' },
      subjects: { mine: 'mine.yaml' },
    });
    expect(mergeRuns([merged, merged])).toEqual(merged);
  });

  const other = { shards: [3], of: OF, subjects: SUBJECTS, plan: 'abc' };
  it.each([
    ['nothing', [], /nothing to merge/],
    ['a missing shard', shards.slice(0, 2), /^missing: shard 3\/3$/],
    ['several missing shards', shards.slice(2), /shard 1\/3, 2\/3/],
    ['a whole beside a shard', [whole, shard(1)], /a whole run/],
    ['other scenarios', [shard(1), shard(2), shard(3, { part: { ...other, plan: 'x' } })], /other scenarios/],
    [
      'other subjects',
      [shard(1), shard(2), shard(3, { part: { ...other, subjects: [] } })],
      /other scenarios/,
    ],
    ['other engines', [shard(1), shard(2), shard(3, { engines: ['virtual'] })], /other scenarios/],
    ['another number of shards', [shard(1), shard(3, { part: { ...other, of: 4 } })], /one of 3 .* one of 4/],
    [
      'a shard that is two',
      [...shards, shard(1, { results: [] })],
      /1\/3 is given twice, and the two differ/,
    ],
  ])('refuses %s', (_what, given, message) => {
    expect(() => mergeRuns(given)).toThrow(message);
  });
});
