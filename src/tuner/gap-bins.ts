/** Bins of equal width on a logarithmic axis: 20 a decade, from 1 ms to some 28 hours; the ends take what lies beyond. */
const BINS_PER_DECADE = 20;
const DECADES = 8;

export const BINS = BINS_PER_DECADE * DECADES;

export function binOf(gapMs: number): number {
  if (gapMs <= 1) return 0;
  return Math.min(BINS - 1, Math.floor(Math.log10(gapMs) * BINS_PER_DECADE));
}

/** The lower edge of a bin. */
export function binStartMs(bin: number): number {
  return 10 ** (bin / BINS_PER_DECADE);
}

/** One bin that holds something: gaps whose end was seen, and gaps that somebody cut short. */
export interface GapBin {
  readonly bin: number;
  readonly ends: number;
  readonly lost: number;
}

/** Bins that hold something, three numbers each: one of these is kept for every run. */
export type SparseBins = Uint32Array;

const NUMBERS = 3;

/** Counts gaps; takes the same room whatever comes. */
export class GapBins {
  readonly #ends = new Float64Array(BINS);
  readonly #lost = new Float64Array(BINS);

  add(gapMs: number, ended: boolean): void {
    const counts = ended ? this.#ends : this.#lost;
    const bin = binOf(gapMs);
    counts[bin] = (counts[bin] ?? 0) + 1;
  }

  merge(other: SparseBins): void {
    for (let at = 0; at < other.length; at += NUMBERS) {
      const bin = other[at] ?? 0;
      this.#ends[bin] = (this.#ends[bin] ?? 0) + (other[at + 1] ?? 0);
      this.#lost[bin] = (this.#lost[bin] ?? 0) + (other[at + 2] ?? 0);
    }
  }

  filled(): GapBin[] {
    return Array.from(this.#ends, (ends, bin) => ({ bin, ends, lost: this.#lost[bin] ?? 0 })).filter(
      ({ ends, lost }) => ends + lost > 0,
    );
  }

  sparse(): SparseBins {
    return Uint32Array.from(this.filled().flatMap(({ bin, ends, lost }) => [bin, ends, lost]));
  }
}
