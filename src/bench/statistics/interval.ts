/** What is known of a number after measuring it: the best guess, and where it lies with that confidence. */
export interface Interval {
  readonly estimate: number;
  /** Minus infinity where too few samples were taken to bound it. */
  readonly low: number;
  /** Infinity where too few samples were taken to bound it. */
  readonly high: number;
  /** The probability with which such intervals hold the true value, such as 0.95. */
  readonly confidence: number;
}

/** What is said of a number that nothing was measured of. */
export function unknownInterval(confidence: number): Interval {
  return { estimate: Number.NaN, low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, confidence };
}

/** The interval of `f(x)` for an increasing function, such as a logarithm taken back. */
export function mapInterval(interval: Interval, f: (value: number) => number): Interval {
  const { estimate, low, high, confidence } = interval;
  return { estimate: f(estimate), low: f(low), high: f(high), confidence };
}
