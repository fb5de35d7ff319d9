import { describe, expect, it } from 'vitest';
import { formatShard, parseShard, shardOf } from '../../src/base/shard.js';

const NAMES = Array.from({ length: 600 }, (_, index) => `folder/scenario-${index}`);

describe('the shard of a name', () => {
  it('is one of those that there are, and each gets its share', () => {
    const counts = new Map<number, number>();
    for (const name of NAMES) counts.set(shardOf(name, 4), (counts.get(shardOf(name, 4)) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4]);
    for (const count of counts.values()) expect(count).toBeGreaterThan(100);
  });

  it('follows from the name alone, on every machine and in every version', () => {
    expect(['stall/after-progress', 'exit/success', 'ä'].map((name) => shardOf(name, 7))).toEqual([6, 2, 7]);
    expect(NAMES.every((name) => shardOf(name, 1) === 1)).toBe(true);
  });
});

describe('the text of a shard', () => {
  it('is read as it is written', () => {
    expect(parseShard('2/3')).toEqual({ index: 2, of: 3 });
    expect(formatShard({ index: 2, of: 3 })).toBe('2/3');
  });

  it.each(['', '2', '0/3', '4/3', '1/0', '-1/3', '1/2/3', '1/99999', 'a/b', ' 1/2'])('is not %j', (text) => {
    expect(parseShard(text)).toBeUndefined();
  });
});
