const MASK_53 = 2n ** 53n - 1n;

/**
 * The seed of one run of a campaign (SplitMix64 of both numbers): whoever knows the campaign's seed and the index can
 * play that run alone.
 */
export function runSeed(campaignSeed: number, index: number): number {
  let mixed = BigInt.asUintN(64, BigInt(campaignSeed) * 0x9e3779b97f4a7c15n + BigInt(index) + 1n);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 30n)) * 0xbf58476d1ce4e5b9n);
  mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
  return Number((mixed ^ (mixed >> 31n)) & MASK_53);
}
