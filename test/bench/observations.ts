import type { Observation } from '../../src/bench/result.js';

/** Observations of one subject in one scene, one for each value, repetition by repetition. */
export function observe(
  subject: string,
  scene: string,
  name: string,
  values: readonly number[],
): Observation[] {
  return values.map((value, repetition) => ({ repetition, subject, scene, values: { [name]: value } }));
}

/** So many numbers around a centre, none far from it. */
export function around(centre: number, n: number): number[] {
  return Array.from({ length: n }, (_, index) => centre * (1 + (index - (n - 1) / 2) / (100 * n)));
}
