import type { BrowserProof } from '../browser/prove.js';
import type { Measured } from '../measure/measure-recording.js';

/** What a browser made of the published files, as they are and under a policy that lets no damaged copy pass. */
export interface BrowserVerdicts {
  readonly shown: number;
  readonly played: number;
  /** Published files whose fate a decoder that conceals nothing foretold. */
  readonly foretold: number;
  /** Of those that were given up, how many were published once more, strictly, and how many play then. */
  readonly triedStrictly: number;
  readonly savedStrictly: number;
}

export function browserVerdicts(measured: readonly Measured[]): BrowserVerdicts {
  const shown = measured.filter(({ supervised }) => supervised.browser !== undefined);
  const foretold = shown.filter(
    ({ supervised: { browser, strictErrors = 0 } }) => plays(browser) === (strictErrors === 0),
  );
  return {
    shown: shown.length,
    played: shown.filter(({ supervised }) => plays(supervised.browser)).length,
    foretold: foretold.length,
    triedStrictly: shown.filter(({ strictly }) => strictly !== undefined).length,
    savedStrictly: shown.filter(({ strictly }) => plays(strictly?.browser)).length,
  };
}

/** Loaded, and every place that was sought reached. */
export function plays(proof: BrowserProof | undefined): boolean {
  if (proof === undefined || proof.error !== undefined || proof.seeks.length === 0) return false;
  return proof.seeks.every(({ landedMs }) => landedMs !== undefined);
}
