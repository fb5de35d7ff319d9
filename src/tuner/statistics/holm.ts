/**
 * Adjusts p-values of several tests, so that the chance of any false alarm stays below the level that each is held to
 * (Holm, Scandinavian Journal of Statistics 6, 1979): the i-th smallest of m times m - i + 1, never below an earlier one.
 * @returns in the order given
 */
export function holm(pValues: readonly number[]): number[] {
  const order = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const adjusted = new Array<number>(pValues.length).fill(1);
  let most = 0;
  for (const [rank, { p, index }] of order.entries()) {
    most = Math.min(1, Math.max(most, p * (pValues.length - rank)));
    adjusted[index] = most;
  }
  return adjusted;
}
