import type { Seek } from '../measure/seeks.js';

export function whatIsWrongWords(because: string): string {
  return because === '' ? 'nothing' : because;
}

/** `12.00 s`. */
export function secondsWords(ms: number | undefined): string {
  return ms === undefined ? '' : `${(ms / 1000).toFixed(2)} s`;
}

/** `+21 ms`. */
export function deltaWords(ms: number | undefined): string {
  return ms === undefined ? '' : `${ms > 0 ? '+' : ''}${ms} ms`;
}

/** `10 of 10`. */
export function seekWords(seeks: readonly Seek[]): string {
  return `${seeks.filter(({ landedMs }) => landedMs !== undefined).length} of ${seeks.length}`;
}
