/** What `fuzz` was asked for. */
export interface FuzzOptions {
  readonly runs: number;
  /** Absent: another one each time. */
  readonly seed?: number;
  readonly only?: number;
  /** `index` from 0. */
  readonly shard?: { readonly index: number; readonly of: number };
  readonly subject: string;
  readonly checkDeterminism?: true;
  readonly resume?: string;
  readonly failures: number;
  readonly out: string;
}
