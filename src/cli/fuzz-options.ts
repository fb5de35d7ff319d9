import type { ShardOption } from './shard-option.js';

/** What `fuzz` was asked for. */
export interface FuzzOptions {
  readonly runs: number;
  /** Absent: another one each time. */
  readonly seed?: number;
  readonly only?: number;
  readonly shard?: ShardOption;
  readonly subject: string;
  readonly checkDeterminism?: true;
  readonly resume?: string;
  readonly failures: number;
  readonly out: string;
}
