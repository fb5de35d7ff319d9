import { describe, expect, it } from 'vitest';
import { chosenShard, readShard } from '../../src/cli/shard-option.js';

describe('--shard', () => {
  it('is a part of a whole, or auto', () => {
    expect(readShard('2/3')).toEqual({ index: 2, of: 3 });
    expect(readShard('auto')).toBe('auto');
    for (const text of ['3/2', '0/2', 'some', '']) expect(() => readShard(text)).toThrow(/such as 1\/2/);
  });

  it('is taken as given, whatever the machine says', () => {
    expect(chosenShard({ index: 2, of: 3 }, { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '9' })).toEqual({
      index: 2,
      of: 3,
    });
  });
});

describe('--shard auto', () => {
  it.each([
    ['the first of GitLab', { CI_NODE_INDEX: '1', CI_NODE_TOTAL: '4' }, '1/4'],
    ['the last of GitLab', { CI_NODE_INDEX: '4', CI_NODE_TOTAL: '4' }, '4/4'],
    ['a job of GitLab that is not parallel', { CI_NODE_TOTAL: '1' }, '1/1'],
    ['the first of Kubernetes', { JOB_COMPLETION_INDEX: '0', STALLPROOF_SHARDS: '8' }, '1/8'],
    ['the last of Kubernetes', { JOB_COMPLETION_INDEX: '7', STALLPROOF_SHARDS: '8' }, '8/8'],
  ])('knows %s', (_what, env, shard) => {
    const { index, of } = chosenShard('auto', env);
    expect(`${index}/${of}`).toBe(shard);
  });

  it.each([
    ['nothing at all', {}, /neither CI_NODE_INDEX nor JOB_COMPLETION_INDEX/],
    ['no total', { JOB_COMPLETION_INDEX: '0' }, /JOB_COMPLETION_INDEX=0 and STALLPROOF_SHARDS= name no part/],
    [
      'an index beyond the total',
      { JOB_COMPLETION_INDEX: '8', STALLPROOF_SHARDS: '8' },
      /no part of a whole/,
    ],
    ['an index of 0 where they count from 1', { CI_NODE_INDEX: '0', CI_NODE_TOTAL: '4' }, /no part/],
    ['words', { CI_NODE_INDEX: 'one', CI_NODE_TOTAL: '4' }, /no part of a whole/],
  ])('refuses %s', (_what, env, message) => {
    expect(() => chosenShard('auto', env)).toThrow(message);
  });
});
