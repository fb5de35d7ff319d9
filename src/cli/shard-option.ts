import { InvalidArgumentError } from 'commander';
import { parseShard, type Shard } from '../base/shard.js';
import type { Io } from './io.js';
import { UsageError } from './usage-error.js';

/** `auto`: as the machine's own variables say. */
export type ShardOption = Shard | 'auto';

export function readShard(text: string): ShardOption {
  if (text === 'auto') return 'auto';
  const shard = parseShard(text);
  if (shard !== undefined) return shard;
  throw new InvalidArgumentError('Write which part of how many, such as 1/2, or auto.');
}

/** Where a machine says which part is its own. */
interface Source {
  readonly index: string;
  readonly of: string;
  readonly firstIndex: 0 | 1;
}

const SOURCES: readonly Source[] = [
  // GitLab sets CI_NODE_TOTAL to 1, and no CI_NODE_INDEX, where a job is not `parallel`.
  { index: 'CI_NODE_INDEX', of: 'CI_NODE_TOTAL', firstIndex: 1 },
  // A pod of an Indexed Job is not told how many there are: its manifest has to say so.
  { index: 'JOB_COMPLETION_INDEX', of: 'STALLPROOF_SHARDS', firstIndex: 0 },
];

/** The part to play. @throws UsageError where `auto` finds no variables, or such as make no sense */
export function chosenShard(option: ShardOption, env: Io['env']): Shard {
  if (option !== 'auto') return option;
  const source = SOURCES.find(({ index }) => env[index]);
  if (source === undefined) {
    if (env.CI_NODE_TOTAL === '1') return { index: 1, of: 1 };
    throw new UsageError(
      '--shard auto finds neither CI_NODE_INDEX nor JOB_COMPLETION_INDEX',
      'Say it yourself: --shard 1/4.',
    );
  }
  const { index: indexName, of: ofName, firstIndex } = source;
  const [index, of] = [env[indexName] ?? '', env[ofName] ?? ''];
  const counted = /^\d{1,5}$/.test(index) ? Number(index) + 1 - firstIndex : index;
  const shard = parseShard(`${counted}/${of}`);
  if (shard !== undefined) return shard;
  throw new UsageError(
    `--shard auto: ${indexName}=${index} and ${ofName}=${of} name no part of a whole`,
    `${indexName} counts from ${firstIndex}; ${ofName} says how many there are.`,
  );
}
